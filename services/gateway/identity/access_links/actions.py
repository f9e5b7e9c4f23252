"""Issues personal links, replaces and revokes them, and says what one opens.

Who may have one is for the slice whose pages it opens; the audit lines are written there.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from services.gateway.identity.access_links import store, tokens
from services.gateway.identity.access_links.model import (
    AccessLink,
    CalendarLink,
    LinkExpired,
    LinkRevoked,
    Scope,
)
from services.gateway.identity.access_links.tokens import LinkToken
from services.gateway.web.desk import Office
from services.gateway.web.tokens import LinkUnknown
from shared.ids import ProductionId, new_id
from shared.tenancy import Connection

Link = TypeVar("Link", AccessLink, CalendarLink)


async def issue(
    office: Office,
    scope: Scope,
    holder_id: UUID,
    production_id: ProductionId,
    expires_at: datetime | None = None,
) -> LinkToken:
    """Make a link for a guest or a guardian. Its token is seen this once."""
    token = tokens.new(office.agency.id)
    link = AccessLink(
        id=new_id(),
        scope=scope,
        holder_id=holder_id,
        production_id=production_id,
        issued_at=office.now,
        expires_at=expires_at,
        revoked_at=None,
        opened_at=None,
    )
    await store.add(office, link, token.hash)
    return token


async def replace(office: Office, guest_id: UUID, expires_at: datetime) -> LinkToken:
    """Make another link for a guest in the place of theirs, which ends."""
    token = tokens.new(office.agency.id)
    await store.replace(office, guest_id, token.hash, expires_at)
    return token


async def revoke(office: Office, holder_ids: Sequence[UUID]) -> None:
    """End all links of some guests or guardians. Repeating changes nothing."""
    await store.revoke(office, holder_ids)


async def opened_by(
    connection: Connection, scope: Scope, token: LinkToken, now: datetime
) -> AccessLink:
    """Return the link that a token is of: the lookup is the authorization.

    Raises:
        LinkUnknown: also where it opens something else.
        LinkRevoked, LinkExpired
    """
    return usable(await store.by_hash(connection, scope, token.hash), now)


def usable(link: Link | None, now: datetime) -> Link:
    """Return a link that was found, if it is good now.

    Raises:
        LinkUnknown, LinkRevoked, LinkExpired
    """
    if link is None:
        raise LinkUnknown
    if link.revoked_at:
        raise LinkRevoked
    if link.expires_at and link.expires_at <= now:
        raise LinkExpired
    return link


async def note_opened(office: Office, link: AccessLink) -> bool:
    """Note that a link was followed; false where it was before."""
    return await store.note_opened(office, link.id)
