"""How a request gets its context by the personal link in its address."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

import structlog

from services.gateway.identity.access_links import actions, store, tokens
from services.gateway.identity.access_links.model import AccessLink, Scope
from services.gateway.web.context import Caller, address_of, context_of
from services.gateway.web.desk import Agency, Office
from services.gateway.web.tokens import LinkUnknown
from shared.ids import AgencyId
from shared.tenancy import EVERY_PRODUCTION, AgencyNotFound, Connection

Holder = TypeVar("Holder")


@asynccontextmanager
async def opened(
    caller: Caller,
    scope: Scope,
    text: str,
    holder: Callable[[Office, UUID], Awaitable[Holder]],
) -> AsyncIterator[tuple[Office, AccessLink, Holder]]:
    """Open a transaction in the agency that issued a link, which shows the link's production only.

    `holder` looks up who holds the link, before it is narrowed to that production.

    Raises:
        LinkUnknown, LinkRevoked, LinkExpired
    """
    app_context, now, token = context_of(caller), datetime.now(UTC), tokens.read(text)
    try:
        async with app_context.database.platform() as tx:
            agency = await _agency(tx, token.agency_id)
        every = EVERY_PRODUCTION  # until the link is known
        async with app_context.database.tenant(agency.id, productions=every) as tx:
            structlog.contextvars.bind_contextvars(agency=str(agency.id))
            link = await actions.opened_by(tx, scope, token, now)
            office = Office(
                agency=agency,
                connection=tx,
                objects=app_context.objects,
                now=now,
                public_url=app_context.settings.public_url,
                address=address_of(caller),
            )
            found = await holder(office, link.holder_id)
            await store.narrow(tx, link.production_id)
            yield office, link, found
    except AgencyNotFound as error:
        raise LinkUnknown from error


async def _agency(connection: Connection, agency_id: AgencyId) -> Agency:
    row = await connection.fetchrow(
        "SELECT id, name FROM platform.billing_agency_v1 WHERE id = $1", agency_id
    )
    if row is None:
        raise LinkUnknown
    return Agency(**row)
