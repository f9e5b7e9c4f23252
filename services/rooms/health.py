"""/health and /metrics, on loopback: for the supervisor and Prometheus."""

import contextlib
from collections.abc import AsyncIterator

from litestar import Litestar

from services.rooms.settings import Settings
from shared.runtime import operations, serving


@contextlib.asynccontextmanager
async def served(port: int, settings: Settings) -> AsyncIterator[None]:
    """Serve on the port while the block runs.

    A worker is well as long as it answers: without its stores it still carries a conversation.
    """
    app = Litestar(
        [operations.health(), operations.metrics(settings.metrics_token)],
        openapi_config=None,
        logging_config=None,
    )
    async with serving.served(app, host="127.0.0.1", port=port, timeout_graceful_shutdown=1):
        yield
