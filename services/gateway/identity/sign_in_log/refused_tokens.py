"""Logs refused API tokens, as a hook of Litestar's."""

from litestar.types import Scope

from services.gateway.identity.sign_in_log import store
from services.gateway.web.authentication import TokenRefused
from services.gateway.web.context import Caller, address_of, context_of
from services.gateway.web.current_user import bearer_token
from services.gateway.web.tokens import hashed


async def note_refused_token(error: Exception, scope: Scope) -> None:
    if not isinstance(error, TokenRefused):
        return
    caller: Caller = Caller(scope)
    carried, agent = bearer_token(caller), caller.headers.get("user-agent", "")
    async with context_of(caller).database.platform() as tx:
        await store.note_refused_token(tx, hashed(carried), address_of(caller), agent)
