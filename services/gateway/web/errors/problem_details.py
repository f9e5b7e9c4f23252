"""A refusal in the reader's own form: JSON for programs (RFC 9457), a fragment for htmx, a page
for people."""

from typing import Any

import structlog
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.response import Template
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR

from services.gateway.web.authentication import (
    AgencyNeeded,
    SignedIn,
    SignInAgain,
    SignInNeeded,
    TokenRefused,
)
from services.gateway.web.confirmation import ConfirmationNeeded
from services.gateway.web.editing import Overtaken
from services.gateway.web.errors.model import Problem
from services.gateway.web.errors.next_steps import next_step
from services.gateway.web.guards import NotJson
from services.gateway.web.rate_limit import QuotaExceeded, RateLimitExceeded
from services.gateway.web.rendering import texts
from services.gateway.web.rendering.file_response import RangeNotSatisfiable
from services.gateway.web.uploads import errors as uploads
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
from shared.texts import gettext_noop

STATUS: dict[type[DomainError], tuple[int, str]] = {
    SignInNeeded: (401, gettext_noop("Please sign in")),
    TokenRefused: (401, gettext_noop("Token not accepted")),
    AgencyNeeded: (403, gettext_noop("No agency")),
    ConfirmationNeeded: (409, gettext_noop("Are you sure?")),
    RateLimitExceeded: (429, gettext_noop("A moment, please")),
    NotJson: (415, gettext_noop("Not understood")),
    QuotaExceeded: (429, gettext_noop("Not so many")),
    RangeNotSatisfiable: (416, gettext_noop("Not in this file")),
    uploads.VersionUnsupported: (412, gettext_noop("Another version")),
    uploads.Malformed: (400, gettext_noop("Not understood")),
    uploads.NotOctets: (415, gettext_noop("Not understood")),
    uploads.TooLong: (413, gettext_noop("Too large")),
    uploads.ChecksumMismatch: (460, gettext_noop("Not as it was sent")),
    uploads.Locked: (423, gettext_noop("Not just now")),
    uploads.Stalled: (408, gettext_noop("Too slow")),
    uploads.StorageFull: (507, gettext_noop("No room")),
    SignInAgain: (403, gettext_noop("Please sign in again")),
    NotFound: (404, gettext_noop("Not found")),
    Conflict: (409, gettext_noop("Not done")),
    Forbidden: (403, gettext_noop("Not this way")),
    Gone: (410, gettext_noop("No longer there")),
    PaymentRequired: (402, gettext_noop("Not paid for yet")),
    Unavailable: (503, gettext_noop("Not just now")),
    Invalid: (422, gettext_noop("Please look again")),
}


READER = "reader"
"""Where the state of a request has who is signed in, once something went wrong."""
TYPED = "typed"
"""Where it has what was posted by who was not signed in any more, field by field."""


def is_htmx(request: Request[Any, Any, Any]) -> bool:
    return request.headers.get("hx-request") == "true"


def for_program(request: Request[Any, Any, Any]) -> bool:
    """Return whether a request is a program's, or a script's that speaks tus."""
    return request.url.path.startswith("/api/") or "tus-resumable" in request.headers


def family(error: DomainError) -> tuple[int, str]:
    """Return the HTTP status and the title of an error's family."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return HTTP_500_INTERNAL_SERVER_ERROR, gettext_noop("Something went wrong")


def problem_of(request: Request[Any, Any, Any], error: DomainError) -> Problem:
    status, title = family(error)
    return Problem(
        texts.gettext(title),
        status,
        texts.gettext(error.message),
        request.url.path,
        _fields(error),
        getattr(error, "next_step", None),
        *((error.version, error.changes) if isinstance(error, Overtaken) else ()),
    )


def _fields(error: DomainError) -> dict[str, str]:
    fields = error.fields if isinstance(error, Invalid) else {}
    return {name: texts.gettext(wrong) for name, wrong in fields.items()}


def wants_page(request: Request[Any, Any, Any]) -> bool:
    """Return whether a whole page is to be answered."""
    accepts = "text/html" in request.headers.get("accept", "")
    return accepts and not is_htmx(request) and not for_program(request)


def answer(request: Request[Any, Any, Any], problem: Problem) -> Response[Any]:
    """Put a problem into JSON for programs, a fragment for htmx, a page for people."""
    if wants_page(request):
        return page(request, "problem.html", problem.status, _context(request, problem))
    if is_htmx(request) and not for_program(request):
        return page(request, "problem_fragment.html", problem.status, {"problem": problem})
    return Response(
        problem,
        status_code=problem.status,
        media_type="application/problem+json",
        headers={"www-authenticate": "Bearer"} if problem.status == 401 else {},
    )


def page(
    request: Request[Any, Any, Any], template: str, status: int, context: dict[str, Any]
) -> Template:
    """Return a page, which has the shell where a member reads it."""
    return Template(
        template,
        context={"current_user": request.scope["state"].get(READER), **context},
        status_code=status,
        media_type=MediaType.HTML,
    )


def _context(request: Request[Any, Any, Any], problem: Problem) -> dict[str, Any]:
    reader: SignedIn | None = request.scope["state"].get(READER)
    member = reader is not None and reader.agency is not None
    step = next_step(problem, member=member, repeatable=request.method == "GET")
    failed = problem.status >= HTTP_500_INTERNAL_SERVER_ERROR
    reference = structlog.contextvars.get_contextvars().get("request", "") if failed else ""
    return {"problem": problem, "step": step, "reference": reference}
