"""The commands of the rooms service: `serve` has live rooms, `finish` finishes takes."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import cyclopts
import uvloop

from services.rooms import finishing, serving
from services.rooms.settings import Settings
from shared import log, settings

app = cyclopts.App(name="rooms", help=__doc__)


@app.command
def serve() -> None:
    """Run one node of live rooms, until SIGTERM or Ctrl-C."""
    _run("rooms", serving.serve)


@app.command
def finish() -> None:
    """Make composites and thumbnails of recorded takes, until SIGTERM or Ctrl-C."""
    _run("rooms-finisher", finishing.finish)


Work = Callable[[Settings, asyncio.Event], Coroutine[Any, Any, None]]


def _run(name: str, work: Work) -> None:
    log.configure(name)
    try:
        uvloop.run(_until_told(work, settings.load(Settings)))
    except settings.SettingsError as error:
        sys.exit(f"{name}: {error}")


async def _until_told(work: Work, given: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await work(given, stop)


if __name__ == "__main__":
    app()
