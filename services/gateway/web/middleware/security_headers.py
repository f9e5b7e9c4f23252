"""Adds to every answer the security headers and a request id, and turns redirects for htmx."""

import time

import structlog
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.settings import Settings
from shared import log, trace_context
from shared.ids import new_id

logger = log.get(__name__)


def content_security_policy(settings: Settings) -> str:
    """Only our own files; forms may lead on to Stripe's Checkout (or its stand-in)."""
    return "; ".join([
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
        "font-src 'self'", "media-src 'self' blob:", "connect-src 'self'",
        f"form-action 'self' {settings.checkout_origin}",
        "frame-ancestors 'none'", "base-uri 'none'",
    ])  # fmt: skip


def _request_id(scope: Scope) -> str:
    """Return the id that a caller's trace has (W3C Trace Context), or else one of its own.

    It says nothing of who they are: it is written into logs, and handed on.
    """
    given = [value for name, value in scope["headers"] if name == trace_context.HEADER.encode()]
    trace = trace_context.read(given[0].decode("latin-1")) if len(given) == 1 else None
    return trace or new_id().hex


class SecurityHeaders(ASGIMiddleware):
    """Puts the security headers and a request id on every answer, and the id into its logs."""

    def __init__(self, settings: Settings) -> None:
        self._fixed = {
            "content-security-policy": content_security_policy(settings),
            "x-content-type-options": "nosniff",
            # Not `no-referrer`: with that, browsers send `Origin: null` from our own forms too.
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "cache-control": "no-store",
            "permissions-policy": "camera=(self), microphone=(self), display-capture=(self), "
            "geolocation=(), interest-cohort=()",
        }
        if settings.secure:
            self._fixed["strict-transport-security"] = "max-age=31536000"

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        request_id = _request_id(scope)
        structlog.contextvars.bind_contextvars(request=request_id)
        ours = {k.encode(): v.encode() for k, v in self._fixed.items()}
        ours[b"x-request-id"] = request_id.encode()

        status, begun = 0, time.perf_counter()

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                given = {name for name, _ in message["headers"]}
                missing = [(name, value) for name, value in ours.items() if name not in given]
                message["headers"] = [*message["headers"], *missing]
            await send(message)

        try:
            await next_app(scope, receive, send_with_headers)
        finally:
            if status:
                took = round((time.perf_counter() - begun) * 1000, 1)
                logger.info("answered", path=scope["path"], status=status, ms=took)
            structlog.contextvars.clear_contextvars()
            structlog.contextvars.bind_contextvars(service="gateway")


class HtmxRedirects(ASGIMiddleware):
    """Turns a 303 into htmx's own way on: a script cannot see where a redirect led."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if (b"hx-request", b"true") not in scope["headers"]:
            await next_app(scope, receive, send)
            return

        async def send_onward(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 303:
                message["status"] = 200
                message["headers"] = [
                    (b"hx-redirect" if name == b"location" else name, value)
                    for name, value in message["headers"]
                ]
            await send(message)

        await next_app(scope, receive, send_onward)
