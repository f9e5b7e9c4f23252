"""Who may send a request at all, whoever they are.

Guards are async, for others go through a thread at each request.
"""

from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from shared.errors import Forbidden, NotFound

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def from_here(connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    """Tell whether a request comes from one of our own pages, or from no page at all."""
    origin = connection.headers.get("origin")
    if origin is None:
        return connection.headers.get("sec-fetch-site", "none") in {"same-origin", "none"}
    return urlsplit(origin).netloc == connection.headers.get("host", "")


async def own_origin(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse what another site sends: unsafe requests and WebSockets."""
    method = connection.scope.get("method")  # a WebSocket has none
    unsafe = method is None or method in UNSAFE
    if unsafe and not from_here(connection):
        raise Forbidden("This request came from another site, so it was not carried out.")


async def from_this_machine(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
) -> None:
    """Keep figures from the public: they are read here, not through a proxy."""
    here = connection.client is not None and connection.client.host in {"127.0.0.1", "::1"}
    if not here or "x-forwarded-for" in connection.headers:
        raise NotFound
