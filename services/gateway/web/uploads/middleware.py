"""Names the protocol on every answer, and lets nobody in who speaks another version of it."""

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.web.uploads.errors import VersionUnsupported
from services.gateway.web.uploads.headers import ALGORITHMS, EXTENSIONS, VERSION

_ALWAYS = [(b"tus-resumable", VERSION.encode())]
_OFFERED = [
    (b"tus-version", VERSION.encode()),
    (b"tus-extension", EXTENSIONS.encode()),
    (b"tus-checksum-algorithm", ",".join(ALGORITHMS).encode()),
]
_UNVERSIONED = frozenset({"OPTIONS", "GET"})
"""OPTIONS asks for the version; GET is not the protocol's, and HEAD comes as GET."""


class Tus(ASGIMiddleware):
    """The frame of every route of uploads."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope["type"] != ScopeType.HTTP:
            await next_app(scope, receive, send)
            return
        method = scope["method"]

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                offered = _OFFERED if method == "OPTIONS" else []
                message["headers"] = [*message["headers"], *_ALWAYS, *offered]
            await send(message)

        spoken = dict(scope["headers"]).get(b"tus-resumable", b"").decode("latin-1")
        if method not in _UNVERSIONED and spoken != VERSION:
            raise VersionUnsupported
        await next_app(scope, receive, send_named)
