"""An ASGI application that is served while other things of its process go on."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

import uvicorn
from litestar import Litestar

from shared.runtime.shutdown import Shutdown


class _Server(uvicorn.Server):
    """Leaves signals to the process that it is a part of."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class ServingFailed(Exception):
    """The server could not begin to serve, which is in the log: its address is taken."""


@contextlib.asynccontextmanager
async def served(app: Any, **options: Any) -> AsyncIterator[None]:
    """Serve while the block runs; `options` are those of uvicorn's Config.

    Raises:
        ExceptionGroup of ServingFailed: the block is cancelled then.
    """
    quiet: dict[str, Any] = {"lifespan": "off", "log_config": None, "access_log": False}
    # Uvicorn itself would believe whatever comes from this machine.
    unproxied: dict[str, Any] = {"proxy_headers": False, "server_header": False}
    config = uvicorn.Config(app, **quiet, **unproxied, **options)
    server = _Server(config)
    async with asyncio.TaskGroup() as group:
        group.create_task(_run(server))
        yield
        server.should_exit = True


async def _run(server: _Server) -> None:
    """Serve; not by SystemExit, which would tear the loop from what is to be put away."""
    try:
        await server.serve()
    except SystemExit as error:
        raise ServingFailed from error


async def serve(app: Litestar, shutdown: Shutdown, **options: Any) -> None:
    """Open an application, and serve it until told to stop."""
    async with app.lifespan(), served(app, **options):
        await shutdown.wait()
