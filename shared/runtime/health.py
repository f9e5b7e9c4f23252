"""/health and /metrics of a process that serves nothing else, on loopback: for its supervisor and
Prometheus."""

import contextlib
from collections.abc import AsyncIterator

from litestar import Litestar
from litestar.datastructures import State

from shared.runtime import operations, serving
from shared.runtime.service import ServiceRuntime


@contextlib.asynccontextmanager
async def served(
    port: int, metrics_token: str, runtime: ServiceRuntime | None = None
) -> AsyncIterator[None]:
    """Serve on the port while the block runs. With `runtime` the process is well as long as its
    database answers; without, as long as it does itself."""
    app = Litestar(
        [operations.health(database=runtime is not None), operations.metrics(metrics_token)],
        state=State({"runtime": runtime}),
        openapi_config=None,
        logging_config=None,
    )
    async with serving.served(app, host="127.0.0.1", port=port, timeout_graceful_shutdown=1):
        yield
