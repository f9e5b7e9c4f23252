"""Errors in the reader's own form: JSON for programs, a fragment for htmx, a page for people."""

from collections.abc import Mapping
from typing import Any

import asyncpg
import msgspec
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, NotFoundException, ValidationException
from litestar.response import Template
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR
from obstore.exceptions import BaseError
from redis.exceptions import RedisError

from services.gateway.casting.auditions.model import TooManyQuestions
from services.gateway.identity.sign_in.model import (
    AgencyNeeded,
    SessionRefused,
    SignInAgain,
    SignInNeeded,
)
from services.gateway.platform.api_tokens.model import TokenRefused
from services.gateway.platform.mail.quotas import TooManyMails
from services.gateway.web import urls
from services.gateway.web.confirmation import ConfirmationNeeded
from services.gateway.web.context import SESSION_COOKIE, context_of
from services.gateway.web.guards import NotJson
from services.gateway.web.rate_limit import RateLimitExceeded
from services.gateway.web.rendering.file_response import RangeNotSatisfiable
from services.gateway.web.rendering.redirects import see_other
from shared import log
from shared.disk_space import is_full
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

logger = log.get(__name__)

STATUS: dict[type[DomainError], tuple[int, str]] = {
    SignInNeeded: (401, "Please sign in"),
    TokenRefused: (401, "Token not accepted"),
    AgencyNeeded: (403, "No agency"),
    ConfirmationNeeded: (409, "Are you sure?"),
    RateLimitExceeded: (429, "A moment, please"),
    NotJson: (415, "Not understood"),
    TooManyMails: (429, "Not so many"),
    TooManyQuestions: (429, "Not so many"),
    RangeNotSatisfiable: (416, "Not in this file"),
    SignInAgain: (403, "Please sign in again"),
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
            return _forgetting(request, error, see_other(urls.SIGN_IN))
        if isinstance(error, AgencyNeeded):
            return see_other(urls.AGENCIES)
    if isinstance(error, ConfirmationNeeded):
        return question(request, error)
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
    if isinstance(error, SignInAgain) and answered.media_type == MediaType.HTML:
        answered = _kept(request, error, answered)
    if isinstance(error, RateLimitExceeded):
        answered.headers |= error.headers
    return _forgetting(request, error, answered)


def _kept(
    request: Request[Any, Any, Any], error: SignInAgain, answered: Response[Any]
) -> Response[Any]:
    """Hold what was typed on a page of its own; htmx leaves it where it is."""
    if is_htmx(request):
        return answered
    typed = [
        (name, each)
        for name, value in error.typed.items()
        for each in (value if isinstance(value, list) else [value])
        if name != "_csrf_token"
    ]
    problem = Problem("Please sign in again", 403, error.message, request.url.path)
    return Template(
        "identity/sign_in/pages/again.html",
        context={"problem": problem, "typed": typed},
        status_code=403,
        media_type=MediaType.HTML,
    )


def _forgetting(
    request: Request[Any, Any, Any], error: DomainError, answered: Response[Any]
) -> Response[Any]:
    """Let a browser forget a session that is none, so that it is refused, and counted, once."""
    if isinstance(error, SessionRefused) or isinstance(error.__cause__, SessionRefused):
        name = context_of(request).settings.cookie(SESSION_COOKIE)
        answered.delete_cookie(name, path="/")
    return answered


def question(request: Request[Any, Any, Any], asked: ConfirmationNeeded) -> Response[Any]:
    """Ask who posted a form whether they mean it: beside the form, or on a page of its own."""
    return Template(
        "ask_fragment.html" if is_htmx(request) else "ask.html",
        context={"asked": asked, "path": request.url.path},
        status_code=STATUS[ConfirmationNeeded][0],
        media_type=MediaType.HTML,
    )


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


AWAY: tuple[type[Exception], ...] = (
    OSError,
    RedisError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.InsufficientResourcesError,
    BaseError,
)


class DiskFull(Unavailable):
    """There is no room left on our disk, so nothing was changed. We see to it; please try later."""


def part_is_away(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Say that a store does not answer just now: nobody's fault, and it passes."""
    logger.warning("a part is away", path=request.url.path, error=str(error))
    return domain_error(request, DiskFull() if is_full(error) else Unavailable())


UNKEEPABLE: tuple[type[Exception], ...] = (
    asyncpg.DataError,
    asyncpg.exceptions._base.DataError,
    UnicodeError,
)


def not_to_be_kept(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Refuse what no database holds: U+0000 in a text, a number or a day beyond all others.

    A field's own rule refuses it first, with better words. Where there is none, the operator reads
    which is missing.
    """
    logger.warning("a value that cannot be kept", path=request.url.path, exc_info=error)
    return domain_error(request, Invalid("Something in this cannot be kept. Please look again."))


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
