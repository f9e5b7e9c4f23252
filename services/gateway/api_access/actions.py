"""Making tokens, and looking at who comes with one (RFC 6750)."""

from uuid import UUID

from services.gateway import tokens
from services.gateway.api_access import store
from services.gateway.api_access.model import (
    PREFIX,
    TOKENS,
    Bearer,
    NewToken,
    ScopeMissing,
    TokenNotFound,
    TokenRefused,
    TooManyTokens,
)
from services.gateway.desk import Desk
from services.gateway.parts import Act
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


async def bearer(connection: Connection, text: str, act: Act) -> Bearer:
    """Return who comes with a token to do something.

    Raises:
        TokenRefused, ScopeMissing
    """
    found = await known(connection, text)
    if not found.may(act):
        raise ScopeMissing
    return found


async def known(connection: Connection, text: str) -> Bearer:
    """Raises TokenRefused."""
    found = await store.bearer(connection, tokens.hashed(text))
    if found is None:
        raise TokenRefused
    return found
