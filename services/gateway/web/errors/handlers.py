"""Which exception is answered how: domain errors, the framework's refusals, stores that do not
answer, and what nobody foresaw."""

from collections.abc import Mapping
from typing import Any

import asyncpg
from litestar import Request, Response
from litestar.exceptions import HTTPException, NotFoundException, ValidationException
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR
from litestar.types import ExceptionHandlersMap
from obstore.exceptions import BaseError
from redis.exceptions import RedisError

from services.gateway.web.errors.domain import domain_error
from services.gateway.web.errors.model import Problem
from services.gateway.web.errors.problem_details import answer
from shared import log
from shared.disk_space import is_full
from shared.errors import DomainError, Forbidden, Invalid, NotFound, Unavailable

logger = log.get(__name__)

STORE_UNAVAILABLE: tuple[type[Exception], ...] = (
    OSError,
    RedisError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.InsufficientResourcesError,
    BaseError,
)
UNSTORABLE: tuple[type[Exception], ...] = (
    asyncpg.DataError,
    asyncpg.exceptions._base.DataError,
    UnicodeError,
)


class DiskFull(Unavailable):
    """There is no room left on our disk, so nothing was changed. We see to it; please try later."""


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
    answered = answer(
        request, Problem("Not understood", error.status_code, error.detail, request.url.path)
    )
    answered.headers |= _with_head(error.headers or {})
    return answered


def _with_head(headers: Mapping[str, str]) -> dict[str, str]:
    """Name HEAD among the methods that are allowed, as it is where GET is."""
    return {
        name: value.replace("GET", "GET, HEAD") if name.casefold() == "allow" else value
        for name, value in headers.items()
    }


def store_unavailable(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Say that a store does not answer just now: nobody's fault, and it passes."""
    logger.warning("a store is unavailable", path=request.url.path, error=str(error))
    return domain_error(request, DiskFull() if is_full(error) else Unavailable())


def unstorable_value(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Refuse what no database holds: U+0000 in a text, a number or a day beyond all others.

    A field's own rule refuses it first, with better words. Where there is none, the operator reads
    which is missing.
    """
    logger.warning("a value that cannot be stored", path=request.url.path, exc_info=error)
    return domain_error(request, Invalid("Something in this cannot be kept. Please look again."))


def nested_too_deep(request: Request[Any, Any, Any], _: RecursionError) -> Response[Any]:
    """Answer JSON that is nested without end: msgspec stops at Python's recursion limit."""
    return answer(
        request, Problem("Not understood", 400, "This is nested too deeply.", request.url.path)
    )


def unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Log what nobody foresaw for the operator; answer with what the person needs to know."""
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


EXCEPTION_HANDLERS: ExceptionHandlersMap = {
    DomainError: domain_error,
    HTTPException: http_error,
    RecursionError: nested_too_deep,
    **dict.fromkeys(UNSTORABLE, unstorable_value),
    **dict.fromkeys(STORE_UNAVAILABLE, store_unavailable),
    Exception: unexpected,
}
