"""Answers domain errors: by a redirect to sign-in, a question, or a problem."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response
from litestar.enums import MediaType

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
    TYPED,
    answer,
    family,
    for_program,
    is_htmx,
    page,
    problem_of,
)
from services.gateway.web.rate_limit import RateLimitExceeded
from services.gateway.web.rendering.redirects import see_other
from services.gateway.web.uploads.errors import VersionUnsupported
from shared.errors import Conflict, DomainError


def domain_error(request: Request[Any, Any, Any], error: DomainError) -> Response[Any]:
    if not for_program(request):
        if isinstance(error, SignInNeeded):
            return _forgetting(request, error, _signed_out(request, error))
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


def _signed_out(request: Request[Any, Any, Any], error: SignInNeeded) -> Response[Any]:
    """Lead on to sign-in. What was typed stays: over its form, which signed-out.js sends again, or
    on a page of its own."""
    if is_htmx(request):
        answered = answer(request, problem_of(request, error))
        answered.headers |= {"hx-reswap": "none", "hx-trigger": "signed-out"}
        return answered
    typed = request.scope["state"].get(TYPED)
    return see_other(urls.SIGN_IN) if typed is None else _holding(request, error, typed)


def _kept(
    request: Request[Any, Any, Any], error: SignInAgain, answered: Response[Any]
) -> Response[Any]:
    """Hold what was typed on a page of its own; htmx leaves it where it is."""
    return answered if is_htmx(request) else _holding(request, error, error.typed)


def _holding(
    request: Request[Any, Any, Any], error: DomainError, typed: Mapping[str, Any]
) -> Response[Any]:
    context = {"problem": problem_of(request, error), "typed": forms.pairs(typed)}
    return page(request, "sign_in_again.html", family(error)[0], context)


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
    template = "ask_fragment.html" if is_htmx(request) else "ask.html"
    context = {"asked": asked, "path": request.url.path}
    return page(request, template, STATUS[ConfirmationNeeded][0], context)


def overtaken(request: Request[Any, Any, Any], error: Overtaken) -> Response[Any]:
    """Say what somebody else changed meanwhile: beside the form, or on a page that keeps it."""
    template = "overtaken_fragment.html" if is_htmx(request) else "overtaken.html"
    context = {"overtaken": error, "path": request.url.path}
    return page(request, template, STATUS[Conflict][0], context)
