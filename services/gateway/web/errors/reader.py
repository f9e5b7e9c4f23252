"""Who reads the page that says what went wrong, and what of theirs must not be lost: a member finds
it within the office's shell, and who is not signed in any more what they typed."""

from collections.abc import Mapping
from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.types import Scope

from services.gateway.web.authentication import SignedIn, SignInNeeded
from services.gateway.web.context import context_of
from services.gateway.web.current_user import session_token
from services.gateway.web.errors.handlers import STORE_UNAVAILABLE
from services.gateway.web.errors.problem_details import READER, TYPED, wants_page


async def note_reader(error: Exception, scope: Scope) -> None:
    """Note who is signed in, or what was typed, where a page is wanted; as a hook of Litestar's,
    which waits for it.

    A store that does not answer just now leaves the page without its shell.
    """
    if scope["type"] != ScopeType.HTTP:
        return
    request: Request[Any, Any, Any] = Request(scope)
    if not wants_page(request):
        return
    if isinstance(error, SignInNeeded) and request.method == "POST":
        scope["state"][TYPED] = await _typed(request)
    elif token := session_token(request):
        scope["state"][READER] = await _signed_in(request, token)


async def _typed(request: Request[Any, Any, Any]) -> Mapping[str, Any]:
    """Return what the CSRF guard has read of a form; a file that came with it is lost."""
    try:
        posted = await request.form()
    except RuntimeError:  # the guard found its token in a header, and the body was never read
        return {}
    return {name: posted.getall(name) for name in posted}


async def _signed_in(request: Request[Any, Any, Any], token: str) -> SignedIn | None:
    app_context = context_of(request)
    try:
        async with app_context.database.platform() as tx:
            return await app_context.authenticator.signed_in(tx, token)
    except STORE_UNAVAILABLE:
        return None
