"""What every answer has: security headers, request ids, errors in the reader's own form."""

import time
from typing import Annotated, Any
from urllib.parse import urlsplit

import asyncpg
import msgspec
import structlog
from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.enums import MediaType, RequestEncodingType
from litestar.exceptions import HTTPException, NotFoundException, ValidationException
from litestar.handlers import BaseRouteHandler
from litestar.middleware import ASGIMiddleware
from litestar.params import Body
from litestar.response import Redirect, Template
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from redis.exceptions import RedisError

from services.gateway import paths
from services.gateway.accounts.model import AgencyNeeded, SignInNeeded, TooManyLinks
from services.gateway.api_access.model import TokenRefused
from services.gateway.limits import TooMuch
from services.gateway.media import RangeNotSatisfiable
from services.gateway.settings import Settings
from shared import log
from shared.errors import (
    Conflict,
    DomainError,
    Forbidden,
    Gone,
    Invalid,
    NotFound,
    PaymentRequired,
    Unavailable,
)
from shared.ids import new_id

logger = log.get(__name__)
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})

STATUS: dict[type[DomainError], tuple[int, str]] = {
    SignInNeeded: (401, "Please sign in"),
    TokenRefused: (401, "Token not accepted"),
    AgencyNeeded: (403, "No agency"),
    TooMuch: (429, "A moment, please"),
    TooManyLinks: (429, "A moment, please"),
    RangeNotSatisfiable: (416, "Not in this file"),
    NotFound: (404, "Not found"),
    Conflict: (409, "Not done"),
    Forbidden: (403, "Not this way"),
    Gone: (410, "No longer there"),
    PaymentRequired: (402, "Not paid for yet"),
    Unavailable: (503, "Not just now"),
    Invalid: (422, "Please look again"),
}


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A problem detail (RFC 9457), with the fields of a form that need another look."""

    title: str
    status: int
    detail: str
    instance: str = ""
    fields: dict[str, str] = {}
    next_step: tuple[str, str] | None = None


def content_security_policy(settings: Settings) -> str:
    """Only our own files; forms may lead on to Stripe's Checkout (or its stand-in)."""
    return "; ".join([
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
        "font-src 'self'", "media-src 'self' blob:", "connect-src 'self'",
        f"form-action 'self' {settings.checkout_origin}",
        "frame-ancestors 'none'", "base-uri 'none'",
    ])  # fmt: skip


class Headers(ASGIMiddleware):
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
        request_id = new_id().hex
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


def from_here(connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    """Tell whether a request comes from one of our own pages, or from no page at all."""
    origin = connection.headers.get("origin")
    if origin is None:
        return connection.headers.get("sec-fetch-site", "none") in {"same-origin", "none"}
    return urlsplit(origin).netloc == connection.headers.get("host", "")


async def own_origin(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse what another site sends: unsafe requests and WebSockets.

    A guard; those that are not async go through a thread, at each request.
    """
    method = connection.scope.get("method")  # a WebSocket has none
    unsafe = method is None or method in UNSAFE
    if unsafe and not from_here(connection):
        raise Forbidden("This request came from another site, so it was not carried out.")


async def from_this_machine(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
) -> None:
    """Keep figures from the public: they are read here, not through a proxy (a guard)."""
    here = connection.client is not None and connection.client.host in {"127.0.0.1", "::1"}
    if not here or "x-forwarded-for" in connection.headers:
        raise NotFound


def is_htmx(request: Request[Any, Any, Any]) -> bool:
    return request.headers.get("hx-request") == "true"


def family(error: DomainError) -> tuple[int, str]:
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return HTTP_500_INTERNAL_SERVER_ERROR, "Something went wrong"


def domain_error(request: Request[Any, Any, Any], error: DomainError) -> Response[Any]:
    """Answer a domain error: a redirect to the door, a problem, a fragment or a page."""
    if not request.url.path.startswith("/api/"):
        if isinstance(error, SignInNeeded):
            return see_other(paths.SIGN_IN)
        if isinstance(error, AgencyNeeded):
            return see_other(paths.AGENCIES)
    status, title = family(error)
    answered = answer(
        request,
        Problem(
            title,
            status,
            error.message,
            request.url.path,
            error.fields if isinstance(error, Invalid) else {},
            getattr(error, "next_step", None),
        ),
    )
    if isinstance(error, TooMuch):
        answered.headers |= error.headers
    return answered


def http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """Answer what the framework refused, in the same form as our own refusals."""
    if isinstance(error, NotFoundException):
        return domain_error(request, NotFound())
    if error.status_code == 413:
        return domain_error(request, Invalid("This is too large to be sent here."))
    if isinstance(error, ValidationException):
        return domain_error(request, Invalid(str(error.detail)))
    if error.status_code == 403:
        return domain_error(
            request, Forbidden("This page was open for too long. Please reload it.")
        )
    return answer(
        request, Problem("Not understood", error.status_code, error.detail, request.url.path)
    )


AWAY: tuple[type[Exception], ...] = (
    OSError,
    RedisError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
)


def part_is_away(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Say that a store does not answer just now: nobody's fault, and it passes."""
    logger.warning("a part is away", path=request.url.path, error=str(error))
    return domain_error(request, Unavailable())


def nested_too_deep(request: Request[Any, Any, Any], _: RecursionError) -> Response[Any]:
    """Answer JSON that is nested without end: msgspec stops at Python's recursion limit."""
    return answer(
        request, Problem("Not understood", 400, "This is nested too deeply.", request.url.path)
    )


def unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Log what nobody foresaw for the operator; tell the person what they need to know."""
    logger.error("unexpected", path=request.url.path, exc_info=error)
    return answer(
        request,
        Problem(
            "Something went wrong",
            HTTP_500_INTERNAL_SERVER_ERROR,
            "This is our fault, and it has been noted. Please try again.",
            request.url.path,
        ),
    )


def answer(request: Request[Any, Any, Any], problem: Problem) -> Response[Any]:
    """Put a problem into JSON for programs, a fragment for htmx, a page for people."""
    for_a_person = is_htmx(request) or "text/html" in request.headers.get("accept", "")
    if request.url.path.startswith("/api/") or not for_a_person:
        return Response(
            problem,
            status_code=problem.status,
            media_type="application/problem+json",
            headers={"www-authenticate": "Bearer"} if problem.status == 401 else {},
        )
    template = "problem_fragment.html" if is_htmx(request) else "problem.html"
    return Template(
        template,
        context={"problem": problem},
        status_code=problem.status,
        media_type=MediaType.HTML,
    )


def see_other(path: str) -> Redirect:
    """Lead on after a form was carried out (RFC 9110, section 15.4.4)."""
    return Redirect(path, status_code=303)


# What a form posts: text fields, and for an upload files beside them.
Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
