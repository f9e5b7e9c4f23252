"""Which requests are let through at all, whoever sends them.

Guards are async, for others go through a thread at each request.
"""

from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from services.gateway.web.context import context_of
from shared.errors import DomainError, Forbidden


class NotJson(DomainError):
    """The API reads JSON only: please send this with Content-Type application/json."""


UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def from_here(connection: ASGIConnection[Any, Any, Any, Any], own: str) -> bool:
    """Return whether a request comes from one of our own pages, or from no page at all.

    `own` is the address of our pages. An origin is scheme, host and port (RFC 6454 section 4): what
    was sent from a page without TLS may be anybody's.
    """
    origin = connection.headers.get("origin")
    if origin is None:
        return connection.headers.get("sec-fetch-site", "none") in {"same-origin", "none"}
    return origin == origin_of(own)


def origin_of(url: str) -> str:
    """Return the origin of an address as browsers write it (RFC 6454 section 6.2)."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = "" if parts.port in {None, usual} else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


async def own_origin(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse what another site sends: unsafe requests and WebSockets."""
    method = connection.scope.get("method")  # a WebSocket has none
    unsafe = method is None or method in UNSAFE
    own = context_of(connection).settings.public_url
    if unsafe and not from_here(connection, own):
        raise Forbidden(
            "This request came from another site, so it was not carried out. "
            f"Callboard is at {own}."
        )


async def documents_only(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
) -> None:
    """Refuse what the API does not read: a form, which any page of any site can send, or a text.

    Raises:
        NotJson
    """
    unsafe = connection.scope.get("method") in UNSAFE
    if not (unsafe and connection.url.path.startswith("/api/")):
        return
    kind = connection.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind != "application/json":
        raise NotJson
