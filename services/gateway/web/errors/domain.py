"""Answers domain errors: by a redirect to sign-in, a question, or a problem."""

from typing import Any

from litestar import Request, Response
from litestar.enums import MediaType
from litestar.response import Template

from services.gateway.web import forms, urls
from services.gateway.web.authentication import (
    AgencyNeeded,
    SessionRefused,
    SignInAgain,
    SignInNeeded,
)
from services.gateway.web.confirmation import ConfirmationNeeded
from services.gateway.web.context import context_of
from services.gateway.web.current_user import SESSION_COOKIE
from services.gateway.web.editing import Overtaken
from services.gateway.web.errors.problem_details import (
    STATUS,
    answer,
    for_program,
    is_htmx,
    problem_of,
)
from services.gateway.web.rate_limit import RateLimitExceeded
from services.gateway.web.rendering.redirects import see_other
from services.gateway.web.uploads.errors import VersionUnsupported
from shared.errors import Conflict, DomainError


def domain_error(request: Request[Any, Any, Any], error: DomainError) -> Response[Any]:
    if not for_program(request):
        if isinstance(error, SignInNeeded):
            return _forgetting(request, error, see_other(urls.SIGN_IN))
        if isinstance(error, AgencyNeeded):
            return see_other(urls.AGENCIES)
    if isinstance(error, ConfirmationNeeded):
        return question(request, error)
    if isinstance(error, Overtaken) and not for_program(request):
        return overtaken(request, error)
    answered = answer(request, problem_of(request, error))
    if isinstance(error, SignInAgain) and answered.media_type == MediaType.HTML:
        answered = _kept(request, error, answered)
    if isinstance(error, RateLimitExceeded | VersionUnsupported):
        answered.headers |= error.headers
    return _forgetting(request, error, answered)


def _kept(
    request: Request[Any, Any, Any], error: SignInAgain, answered: Response[Any]
) -> Response[Any]:
    """Hold what was typed on a page of its own; htmx leaves it where it is."""
    if is_htmx(request):
        return answered
    return Template(
        "sign_in_again.html",
        context={"problem": problem_of(request, error), "typed": forms.pairs(error.typed)},
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


def overtaken(request: Request[Any, Any, Any], error: Overtaken) -> Response[Any]:
    """Say what somebody else changed meanwhile: beside the form, or on a page that keeps it."""
    return Template(
        "overtaken_fragment.html" if is_htmx(request) else "overtaken.html",
        context={"overtaken": error, "path": request.url.path},
        status_code=STATUS[Conflict][0],
        media_type=MediaType.HTML,
    )
