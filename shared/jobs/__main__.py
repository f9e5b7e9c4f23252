"""The jobs of a service, for the operator: which there are, which are dead, and to try those again.

Run by hand, with the service's own sign-in: `DATABASE_URL=… python -m shared.jobs dead gateway`.
Prints JSON lines. Payloads name people's data by ids; they are printed for dead jobs only.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

import cyclopts
import msgspec

from shared import tenancy
from shared.jobs import operating
from shared.jobs.model import JobId
from shared.tenancy import Connection, Service

T = TypeVar("T")

app = cyclopts.App(name="python -m shared.jobs", help=__doc__)


@app.command(name="list")
def show(service: Service, *, kind: str | None = None, limit: int = 100) -> None:
    """Show jobs that wait or run, the most urgent first."""
    for job in _on_platform(service, lambda tx: operating.waiting(tx, kind, limit)):
        _print(job)


@app.command
def dead(service: Service, *, kind: str | None = None, limit: int = 100) -> None:
    """Show jobs that were given up, the newest first, with the reason."""
    for job in _on_platform(service, lambda tx: operating.dead(tx, kind, limit)):
        _print(job)


@app.command
def replay(service: Service, *jobs: UUID, kind: str | None = None) -> None:
    """Try dead jobs again, with all their tries: those named, or all of a kind."""
    if not jobs and kind is None:
        sys.exit("name jobs, or a --kind")
    wanted = [JobId(job) for job in jobs]
    for job in _on_platform(service, lambda tx: operating.replay(tx, wanted, kind)):
        _print({"replayed": job})


def _on_platform(service: Service, act: Callable[[Connection], Awaitable[T]]) -> T:
    async def acting() -> T:
        database = await tenancy.connect(os.environ["DATABASE_URL"], service, size=1)
        try:
            async with database.platform() as tx:
                return await act(tx)
        finally:
            await database.close()

    return asyncio.run(acting())


def _print(line: object) -> None:
    print(msgspec.json.encode(line).decode())


if __name__ == "__main__":
    app()
