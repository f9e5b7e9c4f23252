"""Making tokens, and looking at who comes with one (RFC 6750)."""

from uuid import UUID

from services.gateway.platform.api_tokens import store
from services.gateway.platform.api_tokens.model import (
    PREFIX,
    TOKENS,
    NewToken,
    TokenNotFound,
    TooManyTokens,
)
from services.gateway.web import tokens
from services.gateway.web.authentication import ApiClient, TokenRefused
from services.gateway.web.desk import Desk
from shared.ids import AgencyId, new_id
from shared.tenancy import Connection


async def make(connection: Connection, desk: Desk, new: NewToken) -> tuple[UUID, str]:
    """Make a token that works for whose desk it is; its text is seen this once.

    Raises:
        TooManyTokens
    """
    if await store.usable(connection, desk.agency.id) >= TOKENS:
        raise TooManyTokens
    key, text = new_id(), PREFIX + tokens.new_token()
    await store.add(connection, key, desk.agency.id, desk.person.id, tokens.hashed(text), new)
    return key, text


async def revoke(connection: Connection, agency: AgencyId, token: UUID) -> None:
    """Raises TokenNotFound."""
    if not await store.revoke(connection, agency, token):
        raise TokenNotFound


async def authenticate(connection: Connection, text: str) -> ApiClient:
    """Return who comes with a token. Raises TokenRefused."""
    found = await store.client(connection, tokens.hashed(text))
    if found is None:
        raise TokenRefused
    return found
