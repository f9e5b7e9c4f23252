"""What every service answers to who runs it: /health and /metrics."""

from typing import Any

from litestar import get
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from prometheus_client import generate_latest

from shared.runtime.metrics_access import may_read
from shared.runtime.service import ServiceRuntime

OPEN = {"open": True}


def health(*, database: bool = False, redis: bool = False) -> HTTPRouteHandler:
    """Make the route that tells whether a service is well: it answers, and so do the stores
    without which it is of no use. Their connections are `app.state.runtime`."""

    @get("/health", include_in_schema=False, opt=OPEN)
    async def answer(state: State) -> dict[str, str]:
        if database:
            async with runtime_of(state).database.platform() as tx:
                await tx.execute("SELECT 1")
        if redis:
            await runtime_of(state).redis.ping()
        return {"status": "ok"}

    return answer


def runtime_of(state: State) -> ServiceRuntime:
    runtime: ServiceRuntime = state.runtime
    return runtime


def metrics(token: str, refusal: type[Exception] = NotAuthorizedException) -> HTTPRouteHandler:
    """Make the route of a service's figures, for who carries their token."""

    async def reads_figures(
        connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
    ) -> None:
        if not may_read(connection.headers.get("authorization", ""), token):
            raise refusal

    @get(
        "/metrics",
        include_in_schema=False,
        opt=OPEN,
        media_type="text/plain",
        guards=[reads_figures],
    )
    async def figures() -> bytes:
        return generate_latest()

    return figures
