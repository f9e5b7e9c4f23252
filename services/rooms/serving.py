"""What `serve` puts together."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

from services.rooms.means import Means
from services.rooms.node import Node
from services.rooms.settings import Settings, relays, transport_options
from services.rooms.takes.keeper import Keeper
from services.rooms.takes.recorder import Recorder
from services.rooms.takes.spool import Spool
from services.rooms.takes.studio import Studio
from services.rooms.web import served
from shared import tenancy
from shared.beside import beside, ended
from shared.bus import streams
from shared.bus.relay import Relay
from shared.ids import new_id
from shared.objects import Objects
from shared.runtime.stopping import Stopping
from shared.settings import SettingsError
from shared.tenancy import Database

POOL = 6
STORED_WITHIN_S, STORED_AT_ONCE_S = 600.0, 8.0
"""How long a stopping node waits for its takes to be in the object store: in good time, or not."""


async def serve(settings: Settings, stopping: Stopping) -> None:
    """Run a node until it is told to stop."""
    if not settings.ticket_key:
        raise SettingsError("missing in the environment: TICKET_KEY")
    name = f"{os.getpid()}-{new_id().hex}"
    async with gathered(settings, name, stopping.urgent) as means:
        blocking = streams.connect_blocking(settings.redis_url)
        node = Node(name, means, blocking, settings.ticket_key)
        async with beside(Relay(means.database, means.redis).run()):
            await _serve(node, settings, stopping)
        await blocking.aclose()


@contextlib.asynccontextmanager
async def gathered(settings: Settings, node: str, urgent: asyncio.Event) -> AsyncIterator[Means]:
    """Connect a node to all that it works with; in the end, see its takes into the store."""
    options, told = transport_options(settings), relays(settings)
    database = await tenancy.connect(settings.database_url, "rooms", size=POOL)
    client = streams.connect(settings.redis_url)
    studio = _studio(settings, node, database)
    try:
        async with beside(studio.run()):
            yield Means(database, client, options, told, studio)
    finally:
        await _settle(studio, urgent)
        await database.close()
        await client.aclose()


async def _settle(studio: Studio, urgent: asyncio.Event) -> None:
    """Wait for takes to be stored; not for long any more from when it is urgent."""
    settling = asyncio.create_task(studio.settle(STORED_WITHIN_S))
    hurrying = asyncio.create_task(urgent.wait())
    await asyncio.wait({settling, hurrying}, return_when=asyncio.FIRST_COMPLETED)
    if not settling.done():
        await ended(settling)
        await studio.settle(STORED_AT_ONCE_S)
    await ended(hurrying)


def _studio(settings: Settings, node: str, database: Database) -> Studio:
    spool = Spool(Path(settings.spool_dir), node)
    keeper = Keeper(database, Objects(settings.object_store_url), spool)
    return Studio(Recorder(), spool, keeper)


async def _serve(node: Node, settings: Settings, stopping: Stopping) -> None:
    """Answer on the port as soon as gateways can find the node."""
    running = asyncio.create_task(node.run(stopping))
    ready = asyncio.create_task(node.ready.wait())
    await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    async with served(settings.rooms_port, settings):
        await running
