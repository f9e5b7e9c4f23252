"""How a guest's request gets its context, by the personal link in its address."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias
from uuid import UUID

import msgspec
from litestar import Request
from litestar.di import NamedDependency
from litestar.params import FromPath

from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.model import Guest, GuestNotFound, Visit
from services.gateway.identity.access_links.dependencies import opened
from services.gateway.identity.access_links.model import LinkRevoked
from services.gateway.web.context import Caller
from services.gateway.web.desk import Office


@asynccontextmanager
async def visit_of(caller: Caller, link: str) -> AsyncIterator[Visit]:
    """Open the visit of a guest, by their link: one transaction in the agency that invited them.

    Raises:
        LinkUnknown, LinkExpired, LinkRevoked
    """
    async with opened(caller, "invitation", link, _guest) as (office, found, guest):
        yield Visit(**msgspec.structs.asdict(office), guest=guest, link=found, token=link)


async def _guest(office: Office, guest_id: UUID) -> Guest:
    """Raises LinkRevoked: what they were invited to lies in the bin."""
    try:
        return await guest_store.guest(office, guest_id)
    except GuestNotFound as error:
        raise LinkRevoked from error


OpenVisit: TypeAlias = NamedDependency[Visit]


async def provide_visit(
    request: Request[Any, Any, Any], link: FromPath[str]
) -> AsyncGenerator[Visit]:
    async with visit_of(request, link) as visit:
        yield visit
