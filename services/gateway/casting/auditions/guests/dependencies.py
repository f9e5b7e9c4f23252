"""How a guest's request gets its context, by the personal link in its address."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeAlias

import structlog
from litestar import Request
from litestar.di import NamedDependency
from litestar.params import FromPath

from services.gateway.casting.auditions.guests import access
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.model import Visit
from services.gateway.web import tokens
from services.gateway.web.context import Caller, address_of, context_of
from services.gateway.web.desk import Agency
from shared.tenancy import EVERY_PRODUCTION, AgencyNotFound, Connection


@asynccontextmanager
async def visit_of(caller: Caller, link: str) -> AsyncIterator[Visit]:
    """Open the visit of a guest, by their link: one transaction in the agency that invited them.

    Raises:
        LinkUnknown, LinkExpired, LinkRevoked
    """
    token = tokens.read_guest_token(link)
    app_context, now = context_of(caller), datetime.now(UTC)
    try:
        async with app_context.database.platform() as tx:
            agency = await _agency(tx, token)
        every = EVERY_PRODUCTION  # until the guest is known
        async with app_context.database.tenant(agency.id, productions=every) as tx:
            structlog.contextvars.bind_contextvars(agency=str(agency.id))
            guest = await access.guest_by_link(tx, link, now)
            production_id = await guest_store.narrow_to_production(tx, guest.id)
            yield Visit(
                agency=agency,
                connection=tx,
                objects=app_context.objects,
                now=now,
                public_url=app_context.settings.public_url,
                address=address_of(caller),
                guest=guest,
                production_id=production_id,
                token=link,
            )
    except AgencyNotFound as error:
        raise tokens.LinkUnknown from error


async def _agency(connection: Connection, token: tokens.GuestToken) -> Agency:
    row = await connection.fetchrow(
        "SELECT id, name FROM platform.billing_agency_v1 WHERE id = $1", token.agency_id
    )
    if row is None:
        raise tokens.LinkUnknown
    return Agency(**row)


OpenVisit: TypeAlias = NamedDependency[Visit]


async def provide_visit(
    request: Request[Any, Any, Any], link: FromPath[str]
) -> AsyncGenerator[Visit]:
    async with visit_of(request, link) as visit:
        yield visit
