"""Finds out who calls, by the session or the API token that they carry."""

from services.gateway.web.authentication import SessionRefused, SignedIn, SignInNeeded
from services.gateway.web.context import Caller, address_of, context_of
from services.gateway.web.rate_limit import record_refusal

SESSION_COOKIE = "session"


def session_token(caller: Caller) -> str:
    return caller.cookies.get(context_of(caller).settings.cookie(SESSION_COOKIE), "")


def bearer_token(caller: Caller) -> str:
    """Return what a program carries (RFC 6750 section 2.1), at the API's addresses only."""
    scheme, _, token = caller.headers.get("authorization", "").partition(" ")
    api = caller.url.path.startswith("/api/")
    return token.strip() if api and scheme.casefold() == "bearer" else ""


async def current_user(caller: Caller) -> SignedIn | None:
    """Return who is signed in, if anybody.

    Raises:
        RateLimitExceeded: their session is none, and so were too many from their address.
    """
    token = session_token(caller)
    if not token:
        return None
    app_context = context_of(caller)
    async with app_context.database.platform() as tx:
        found = await app_context.authenticator.signed_in(tx, token)
    if found is None:
        await record_refusal(app_context.redis, address_of(caller), SessionRefused())
    return found


def require_sign_in(current_user: SignedIn | None) -> SignedIn:
    """Raises SignInNeeded."""
    if current_user is None:
        raise SignInNeeded
    return current_user


async def authenticate(caller: Caller) -> str:
    """Name a caller by what they carry, if it is good now: `token:<id>` or `person:<id>`.

    Raises:
        SignInNeeded, SessionRefused, TokenRefused
    """
    app_context = context_of(caller)
    bearer, session = bearer_token(caller), session_token(caller)
    if not bearer and not session:
        raise SignInNeeded
    async with app_context.database.platform() as tx:
        if bearer:
            client = await app_context.authenticator.api_client(tx, bearer)
            return app_context.callers.note(bearer, f"token:{client.token_id}")
        signed_in = await app_context.authenticator.signed_in(tx, session)
    if signed_in is None:
        raise SessionRefused
    return app_context.callers.note(session, f"person:{signed_in.person.id}")


async def caller_name(caller: Caller) -> str:
    """Name a caller by what they carry, if it was good a moment ago.

    Raises:
        SignInNeeded, SessionRefused, TokenRefused
    """
    carried = bearer_token(caller) or session_token(caller)
    return context_of(caller).callers.name(carried) or await authenticate(caller)
