"""The commands of the rooms service: `serve` has live rooms, `finish` finishes takes."""

import cyclopts

from services.rooms import finishing, serving
from services.rooms.settings import Settings
from shared import settings
from shared.runtime import process

app = cyclopts.App(name="rooms", help=__doc__)


@app.command
def serve() -> None:
    """Run one node of live rooms. SIGTERM drains it: a running take is not cut; Ctrl-C stops it."""
    process.run("rooms", lambda stopping: serving.serve(settings.load(Settings), stopping))


@app.command
def finish() -> None:
    """Make composites and thumbnails of recorded takes, until SIGTERM or Ctrl-C."""
    process.run(
        "rooms-finisher", lambda stopping: finishing.finish(settings.load(Settings), stopping)
    )


def main() -> None:
    app()
