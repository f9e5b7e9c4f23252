"""Calendar links of members: issued, replaced and revoked; and what one shows.

Programs cannot sign in, so the link alone lets them read. What it shows is asked at each reading:
who leaves the office, or a production, takes it out of their calendar.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import structlog

from services.gateway.identity.access_links import actions, store, tokens
from services.gateway.identity.access_links.model import CalendarLink
from services.gateway.identity.access_links.tokens import LinkToken
from services.gateway.web.context import Caller, address_of, context_of
from services.gateway.web.desk import Agency, Desk, Office, scope_of
from services.gateway.web.permissions import ROLE_PERMISSIONS, Permission
from services.gateway.web.tokens import LinkUnknown
from shared.ids import AgencyId, PersonId, new_id
from shared.tenancy import EVERY_PRODUCTION, AgencyNotFound, Connection, Productions


async def issue(desk: Desk) -> LinkToken:
    """Make a link for the member at the desk, in the place of an earlier one. Its token is seen
    this once."""
    token = tokens.new(desk.agency.id)
    await store.put_calendar(desk, new_id(), desk.person.id, token.hash)
    return token


async def revoke(desk: Desk) -> bool:
    """End the link of the member at the desk; false where they have none."""
    return await store.revoke_calendar(desk, desk.person.id)


@asynccontextmanager
async def opened(caller: Caller, text: str, needed: Permission) -> AsyncIterator[Office]:
    """Open a transaction that shows what the holder of a link may see now.

    Raises:
        LinkUnknown: also where they work there no more, or their part does not include it.
        LinkRevoked, LinkExpired
    """
    app_context, now, token = context_of(caller), datetime.now(UTC), tokens.read(text)
    link = await _link(caller, token, now)
    async with app_context.database.platform() as tx:
        agency, scope = await _seen(tx, token.agency_id, link.person_id, needed)
        structlog.contextvars.bind_contextvars(agency=str(agency.id))
        await app_context.database.enter(tx, agency.id, productions=scope)
        yield Office(
            agency=agency,
            connection=tx,
            objects=app_context.objects,
            now=now,
            public_url=app_context.settings.public_url,
            address=address_of(caller),
        )


async def _link(caller: Caller, token: LinkToken, now: datetime) -> CalendarLink:
    database, every = context_of(caller).database, EVERY_PRODUCTION  # until the link is known
    try:
        async with database.tenant(token.agency_id, productions=every) as tx:
            link = actions.usable(await store.calendar_by_hash(tx, token.hash), now)
            if link.opened_at is None:
                await store.note_calendar_opened(tx, token.hash)
            return link
    except AgencyNotFound as error:
        raise LinkUnknown from error


async def _seen(
    connection: Connection, agency_id: AgencyId, person: PersonId, needed: Permission
) -> tuple[Agency, Productions]:
    """Return the agency of a member, and which productions their part shows them."""
    row = await connection.fetchrow(
        """SELECT a.id, a.name, m.role, m.productions FROM platform.billing_membership_v1 m
        JOIN platform.billing_agency_v1 a ON a.id = m.agency_id
        WHERE m.agency_id = $1 AND m.person_id = $2""",
        agency_id,
        person,
    )
    if row is None or row["role"] not in ROLE_PERMISSIONS[needed]:
        raise LinkUnknown
    return Agency(AgencyId(row["id"]), row["name"]), scope_of(
        row["role"], tuple(row["productions"])
    )
