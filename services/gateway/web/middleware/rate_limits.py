"""Limits requests, each counted for whoever sends it.

A program is counted by its token and a person as who they are, once what they carry was found to
be good; everybody else by their address. Sign-in counts the address, whatever is carried, and so
do secrets that are refused. Pages are not limited, for one of them asks for many.
"""

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.web.authentication import SignInNeeded
from services.gateway.web.context import Caller, address_of, context_of
from services.gateway.web.current_user import caller_name
from services.gateway.web.rate_limit import API, SIGN_IN, count, place_of, record_refusal
from services.gateway.web.tokens import SecretRefused


class RateLimits(ASGIMiddleware):
    """Refuses what is too much, and adds the rate-limit headers to answers."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope["type"] != ScopeType.HTTP:
            await next_app(scope, receive, send)
            return
        caller: Caller = Caller(scope)
        if scope["path"].startswith("/api/v1/"):
            level = await count(context_of(caller).redis, API, await _name(caller))
        elif scope["path"].startswith("/sign-in") and scope["method"] == "POST":
            level = await count(context_of(caller).redis, SIGN_IN, place_of(address_of(caller)))
        else:
            level = None
        headers = [(k.encode(), v.encode()) for k, v in level.headers.items()] if level else []

        async def send_with_level(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *headers]
            await send(message)

        await next_app(scope, receive, send_with_level)


async def count_refusal(error: Exception, scope: Scope) -> None:
    """Count a secret that was refused; as a hook of Litestar's, which waits for it.

    Raises:
        RateLimitExceeded
    """
    if isinstance(error, SecretRefused):
        caller: Caller = Caller(scope)
        await record_refusal(context_of(caller).redis, address_of(caller), error)


async def _name(caller: Caller) -> str:
    try:
        return await caller_name(caller)
    except (SignInNeeded, SecretRefused):
        return place_of(address_of(caller))
