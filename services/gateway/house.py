"""What one gateway process has for its lifetime, and how a request gets its context from it."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeAlias

import msgspec
import redis.asyncio as redis
import structlog
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide

from services.gateway.accounts import actions as accounts
from services.gateway.accounts.model import AgencyNeeded, SignedIn, SignInNeeded
from services.gateway.billing import Billing
from services.gateway.desk import CASTS, MEMBERS, RUNS, Desk, MemberRole, NotYourPart
from services.gateway.settings import Settings
from services.gateway.signalling import Hub
from shared.objects import Objects
from shared.tenancy import Connection, Database

SESSION_COOKIE = "session"
Caller = ASGIConnection[Any, Any, Any, Any]


class House(msgspec.Struct, frozen=True):
    """The parts that a process holds open."""

    settings: Settings
    database: Database
    redis: redis.Redis
    billing: Billing
    objects: Objects
    hub: Hub


def house_of(caller: Caller) -> House:
    house: House = caller.app.state.house
    return house


def session_token(caller: Caller) -> str:
    return caller.cookies.get(house_of(caller).settings.cookie(SESSION_COOKIE), "")


async def at_door(caller: Caller) -> SignedIn | None:
    """Return who is signed in, if anybody."""
    token = session_token(caller)
    if not token:
        return None
    async with house_of(caller).database.platform() as tx:
        return await accounts.signed_in(tx, token)


@asynccontextmanager
async def desk_of(caller: Caller, roles: frozenset[MemberRole] = MEMBERS) -> AsyncIterator[Desk]:
    """Open the desk of who is signed in: one transaction in their agency.

    Raises:
        SignInNeeded, AgencyNeeded
        NotYourPart: their role is not among `roles`.
    """
    signed_in = await at_door(caller)
    if signed_in is None:
        raise SignInNeeded
    if signed_in.agency is None or signed_in.role is None:
        raise AgencyNeeded
    if signed_in.role not in roles:
        raise NotYourPart
    structlog.contextvars.bind_contextvars(agency=str(signed_in.agency.id))
    house = house_of(caller)
    async with house.database.tenant(signed_in.agency.id) as tx:
        yield Desk(
            agency=signed_in.agency,
            connection=tx,
            objects=house.objects,
            now=datetime.now(UTC),
            public_url=house.settings.public_url,
            address=caller.client.host if caller.client else "",
            person=signed_in.person,
            role=signed_in.role,
        )


# As Litestar's dependencies. A generator ends after its handler and before the answer leaves, so
# an answer that says "done" has been committed.


OpenHouse: TypeAlias = NamedDependency[House]
OpenDesk: TypeAlias = NamedDependency[Desk]
OpenPlatform: TypeAlias = NamedDependency[Connection]
AtDoor: TypeAlias = NamedDependency[SignedIn | None]


async def provide_house(request: Request[Any, Any, Any]) -> House:
    return house_of(request)


async def provide_at_door(request: Request[Any, Any, Any]) -> SignedIn | None:
    return await at_door(request)


async def provide_desk(request: Request[Any, Any, Any]) -> AsyncGenerator[Desk]:
    async with desk_of(request) as desk:
        yield desk


def desk_for(roles: frozenset[MemberRole]) -> dict[str, Provide]:
    """Return dependencies in which the desk is only for members with one of these roles."""

    async def provide(request: Request[Any, Any, Any]) -> AsyncGenerator[Desk]:
        async with desk_of(request, roles) as desk:
            yield desk

    return {"desk": Provide(provide)}


CASTING, RUNNING = desk_for(CASTS), desk_for(RUNS)


async def provide_platform(request: Request[Any, Any, Any]) -> AsyncGenerator[Connection]:
    async with house_of(request).database.platform() as tx:
        yield tx
