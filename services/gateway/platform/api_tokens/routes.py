"""The page of API tokens, for owners."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.platform import audit
from services.gateway.platform.api_tokens import actions, store
from services.gateway.platform.api_tokens.model import SCOPES, NewToken
from services.gateway.web import forms, urls
from services.gateway.web.context import AppContext
from services.gateway.web.dependencies import (
    AppContextDep,
    desk_in_transaction,
    desk_of,
    require_fresh_sign_in,
)
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other

_Request = Request[Any, Any, Any]


class TokenPages(Controller):
    """Pages of API tokens, for owners."""

    path = urls.API_TOKENS
    include_in_schema = False

    @get()
    async def tokens(self, request: _Request, app_context: AppContextDep) -> Template:
        async with desk_of(request, Permission.TOKENS) as desk:
            pass
        return await _page(app_context, desk)

    @post(status_code=200)
    async def make(self, request: _Request, data: Form, app_context: AppContextDep) -> Template:
        """Make a token, and show it: nobody can show it again."""
        async with desk_of(request, Permission.TOKENS) as desk:
            new = forms.read(NewToken, data)
            require_fresh_sign_in(desk, data)
        async with app_context.database.platform() as tx:
            key, text = await actions.make(tx, desk, new)
            inside = await desk_in_transaction(app_context, desk, tx)
            await audit.note(inside, desk.who, "made", "API token", key)
        return await _page(app_context, desk, text)

    @post("/{token_id:uuid}/revoke")
    async def revoke(
        self, request: _Request, token_id: FromPath[UUID], app_context: AppContextDep
    ) -> Redirect:
        async with desk_of(request, Permission.TOKENS) as desk:
            pass
        async with app_context.database.platform() as tx:
            await actions.revoke(tx, desk.agency.id, token_id)
            inside = await desk_in_transaction(app_context, desk, tx)
            await audit.note(inside, desk.who, "revoked", "API token", token_id)
        return see_other(urls.API_TOKENS)


async def _page(app_context: AppContext, desk: Desk, made: str = "") -> Template:
    async with app_context.database.platform() as tx:
        tokens = await store.tokens(tx, desk.agency.id)
    context = {"desk": desk, "tokens": tokens, "scopes": SCOPES, "made": made}
    return Template("platform/api_tokens/pages/tokens.html", context=context)


ROUTES: Sequence[ControllerRouterHandler] = (TokenPages,)
