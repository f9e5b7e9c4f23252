"""The commands of the rooms service: `serve` has live rooms, `postprocess` makes their
composites."""

import cyclopts

from services.rooms import postprocessing, workers
from services.rooms.settings import Settings
from shared import settings
from shared.runtime import process

app = cyclopts.App(name="rooms", help=__doc__)


@app.command
def serve() -> None:
    """Run one node of live rooms. SIGTERM drains it: a running take is not cut; Ctrl-C stops it."""
    process.run("rooms", lambda shutdown: workers.serve(settings.load(Settings), shutdown))


@app.command
def postprocess() -> None:
    """Make composites and thumbnails of recorded takes, until SIGTERM or Ctrl-C."""
    process.run(
        "rooms-postprocess", lambda shutdown: postprocessing.run(settings.load(Settings), shutdown)
    )


def main() -> None:
    app()
