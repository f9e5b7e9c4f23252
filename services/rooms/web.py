"""/health and /metrics, on loopback: for the supervisor and Prometheus."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from prometheus_client import make_asgi_app

from shared.runtime import serving

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


@contextlib.asynccontextmanager
async def served(port: int) -> AsyncIterator[None]:
    """Serve on the port while the block runs."""
    async with serving.served(app, host="127.0.0.1", port=port, timeout_graceful_shutdown=1):
        yield
