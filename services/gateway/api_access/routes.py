"""The page of API tokens, for owners."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from services.gateway import audit, forms, paths
from services.gateway.api_access import actions, store
from services.gateway.api_access.model import SCOPES, NewToken
from services.gateway.desk import Desk
from services.gateway.house import House, OpenHouse, asked_again, desk_inside, desk_of
from services.gateway.parts import Act
from services.gateway.web import Form, see_other

_Request = Request[Any, Any, Any]


class TokenPages(Controller):
    path = paths.API_TOKENS
    include_in_schema = False

    @get()
    async def tokens(self, request: _Request, house: OpenHouse) -> Template:
        async with desk_of(request, Act.TOKENS) as desk:
            pass
        return await _page(house, desk)

    @post(status_code=200)
    async def make(self, request: _Request, data: Form, house: OpenHouse) -> Template:
        """Make a token, and show it: nobody can show it again."""
        async with desk_of(request, Act.TOKENS) as desk:
            new = forms.read(NewToken, data)
            asked_again(desk, data)
        async with house.database.platform() as tx:
            key, text = await actions.make(tx, desk, new)
            inside = await desk_inside(house, desk, tx)
            await audit.note(inside, desk.who, "made", "API token", key)
        return await _page(house, desk, text)

    @post("/{token_id:uuid}/revoke")
    async def revoke(
        self, request: _Request, token_id: FromPath[UUID], house: OpenHouse
    ) -> Redirect:
        async with desk_of(request, Act.TOKENS) as desk:
            pass
        async with house.database.platform() as tx:
            await actions.revoke(tx, desk.agency.id, token_id)
            inside = await desk_inside(house, desk, tx)
            await audit.note(inside, desk.who, "revoked", "API token", token_id)
        return see_other(paths.API_TOKENS)


async def _page(house: House, desk: Desk, made: str = "") -> Template:
    async with house.database.platform() as tx:
        tokens = await store.tokens(tx, desk.agency.id)
    context = {"desk": desk, "tokens": tokens, "scopes": SCOPES, "made": made}
    return Template("api_access/pages/tokens.html", context=context)
