"""Makes the demo data of rooms, from lines of the gateway's demo on standard input."""

import asyncio
import os
import sys
from contextlib import closing
from pathlib import Path

import asyncpg
import msgspec

from services.rooms.demo.takes import Stage
from services.rooms.settings import Settings
from services.rooms.takes.recording.spool import Spool
from services.rooms.takes.storage.uploader import TakeUploader
from shared import log, settings, tenancy
from shared.errors import DomainError
from shared.ids import new_id
from shared.objects import Objects
from shared.performances import Performance

LESS_URGENT = 10
"""By so much a newcomer's first room goes before this (nice(2))."""

logger = log.get(__name__)


async def main(lines: list[bytes]) -> None:
    log.configure("rooms-demo")
    config = settings.load(Settings)
    database = await tenancy.connect(config.database_url, "rooms", size=2)
    spool = await asyncio.to_thread(Spool, Path(config.recording_dir), f"demo-{new_id().hex}")
    with closing(spool):
        stage = Stage(
            database, spool, TakeUploader(database, Objects(config.object_store_url), spool)
        )
        for line in lines:
            given = msgspec.json.decode(line, type=Performance)
            made = await stage.perform(given)
            logger.info("performance", who=given.ticket.who, made=made)
    await database.close()


def command() -> None:
    """Make the demo data; what can go wrong ends it with a sentence."""
    os.nice(LESS_URGENT)
    try:
        asyncio.run(main(sys.stdin.buffer.readlines()))
    except (DomainError, msgspec.MsgspecError) as error:
        sys.exit(str(error))
    except (OSError, asyncpg.PostgresError) as error:
        sys.exit(f"A part of Callboard does not answer: {str(error) or type(error).__name__}")


if __name__ == "__main__":
    command()
