"""The edge: who may call, and what domain errors are in HTTP (RFC 9457 problem details)."""

import hmac
from collections.abc import Callable
from typing import Any

import asyncpg
import msgspec
from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Headers
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from shared import log, trace_context
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

STATUS: dict[type[DomainError], int] = {
    NotFound: 404,
    Conflict: 409,
    Forbidden: 403,
    Gone: 410,
    PaymentRequired: 402,
    Unavailable: 503,
    Invalid: 422,
}
Guard = Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], None]

_log = log.get(__name__)


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """Problem details (RFC 9457); `fields` has a sentence for each field that is wrong."""

    status: int
    title: str
    detail: str
    fields: dict[str, str] = {}


class RequestIds(ASGIMiddleware):
    """Goes on with the id of the gateway's request, in logs and in facts."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        given = Headers.from_scope(scope).get(trace_context.HEADER, "")
        with log.caused_by(trace_context.read(given) or new_id().hex):
            await next_app(scope, receive, send)


def internal_only(token: str) -> Guard:
    """Let in who has the internal token, and routes that are open or carry another proof."""

    def check(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        if handler.opt.get("open") or handler.opt.get("signed_by_stripe"):
            return
        given = connection.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), token.encode()):
            raise NotAuthorizedException("The internal token is missing or wrong.")

    return check


def domain_problem(_request: Request[Any, Any, Any], error: DomainError) -> Response[bytes]:
    status = next((s for family, s in STATUS.items() if isinstance(error, family)), 500)
    fields = error.fields if isinstance(error, Invalid) else {}
    return _answer(Problem(status, type(error).__name__, error.message, fields))


def http_problem(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    extra = error.extra if isinstance(error.extra, list) else []
    fields = {str(e["key"]): str(e["message"]) for e in extra if isinstance(e, dict) and "key" in e}
    return _answer(Problem(error.status_code, type(error).__name__, error.detail, fields))


def nested_too_deeply(_request: Request[Any, Any, Any], _error: Exception) -> Response[bytes]:
    """Answer a JSON body of thousands of brackets, at which msgspec gives up."""
    return _answer(Problem(400, "BadRequest", "The JSON is nested too deeply."))


UNKEEPABLE = (asyncpg.DataError, asyncpg.exceptions._base.DataError, UnicodeError)


def not_to_be_kept(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Refuse what Postgres has no value for: U+0000 in a text, a number beyond its range."""
    _log.warning("unkeepable", path=request.url.path, exc_info=error)
    return _answer(Problem(422, "Invalid", "Something in this cannot be kept."))


def unforeseen(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    _log.error("unforeseen", path=request.url.path, exc_info=error)
    return _answer(Problem(500, "Unforeseen", "Something went wrong. It has been written down."))


def _answer(problem: Problem) -> Response[bytes]:
    return Response(
        msgspec.json.encode(problem),
        status_code=problem.status,
        media_type="application/problem+json",
    )
