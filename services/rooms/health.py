"""/health and /metrics, on loopback: for the supervisor and Prometheus."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from prometheus_client import make_asgi_app

from services.rooms.settings import Settings
from shared.runtime import serving
from shared.runtime.metrics_access import may_read

_metrics = make_asgi_app()


class HealthServer:
    """Answers as an ASGI 3 application; figures only to who carries their token."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == "/metrics" and self._may_read(scope):
            await _metrics(scope, receive, send)
            return
        status, text = {"/health": (200, b"ok"), "/metrics": (401, b"no token")}.get(
            scope["path"], (404, b"not found")
        )
        headers = [(b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": text})

    def _may_read(self, scope: Any) -> bool:
        carried = dict(scope["headers"]).get(b"authorization", b"")
        return may_read(carried.decode("latin-1"), self._token)


@contextlib.asynccontextmanager
async def served(port: int, settings: Settings) -> AsyncIterator[None]:
    """Serve on the port while the block runs."""
    app = HealthServer(settings.metrics_token)
    async with serving.served(app, host="127.0.0.1", port=port, timeout_graceful_shutdown=1):
        yield
