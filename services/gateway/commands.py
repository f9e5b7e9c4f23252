"""The commands of the gateway: `serve` answers people and programs, `work` does its jobs. Without
one, a single process does both."""

import cyclopts

from services.gateway import serving, work
from services.gateway.settings import Settings
from shared import settings
from shared.runtime import process

app = cyclopts.App(name="gateway", help=__doc__)


@app.command
def serve() -> None:
    """Answer on GATEWAY_PORT, until SIGTERM or Ctrl-C."""
    process.run("gateway", lambda shutdown: serving.run(settings.load(Settings), shutdown))


@app.command(name="work")
def do_jobs() -> None:
    """Do jobs, send mail and deliver to webhooks, until SIGTERM or Ctrl-C. As many may run as are
    wanted, each with a GATEWAY_WORK_PORT of its own on a machine."""
    process.run("gateway-work", lambda shutdown: work.run(settings.load(Settings), shutdown))


@app.default
def both() -> None:
    """Serve and work in one process."""
    process.run(
        "gateway", lambda shutdown: serving.run(settings.load(Settings), shutdown, works=True)
    )


def main() -> None:
    app()
