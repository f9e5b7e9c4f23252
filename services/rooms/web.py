"""/health and /metrics, on loopback: for the supervisor and Prometheus."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

import uvicorn
from prometheus_client import make_asgi_app

_metrics = make_asgi_app()


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answer as an ASGI 3 application."""
    if scope["path"] == "/metrics":
        await _metrics(scope, receive, send)
        return
    found = scope["path"] == "/health"
    headers = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": 200 if found else 404, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok" if found else b"not found"})


class _Server(uvicorn.Server):
    """Leaves signals to the process that it is a part of."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def served(port: int) -> AsyncIterator[None]:
    """Serve on the port while the block runs."""
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=port,
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await serving
