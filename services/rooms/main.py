"""The commands of the rooms service: `serve` has live rooms, `finish` finishes takes."""

import sys
from collections.abc import Callable, Coroutine
from typing import Any

import cyclopts
import uvloop

from services.rooms import finishing, serving
from services.rooms.settings import Settings
from services.rooms.stopping import Stopping
from shared import log, settings

app = cyclopts.App(name="rooms", help=__doc__)


@app.command
def serve() -> None:
    """Run one node of live rooms. SIGTERM drains it: a running take is not cut; Ctrl-C stops it."""
    _run("rooms", serving.serve)


@app.command
def finish() -> None:
    """Make composites and thumbnails of recorded takes, until SIGTERM or Ctrl-C."""
    _run("rooms-finisher", lambda given, stopping: finishing.finish(given, stopping.wanted))


Work = Callable[[Settings, Stopping], Coroutine[Any, Any, None]]


def _run(name: str, work: Work) -> None:
    log.configure(name)
    try:
        uvloop.run(_until_told(work, settings.load(Settings)))
    except settings.SettingsError as error:
        sys.exit(f"{name}: {error}")


async def _until_told(work: Work, given: Settings) -> None:
    stopping = Stopping()
    stopping.listen()
    await work(given, stopping)


if __name__ == "__main__":
    app()
