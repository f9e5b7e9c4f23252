"""What one gateway process has for its lifetime, and how a request gets its context from it."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
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
from services.gateway.accounts.model import (
    AgencyNeeded,
    SessionRefused,
    SignedIn,
    SignInAgain,
    SignInNeeded,
)
from services.gateway.api_access import actions as api_access
from services.gateway.billing import Billing
from services.gateway.callers import Callers
from services.gateway.desk import Desk, NotYourPart
from services.gateway.limits import count_refused
from services.gateway.parts import PARTS, Act
from services.gateway.pdf import Reader
from services.gateway.settings import Settings
from services.gateway.signalling import Hub
from services.gateway.webhooks.reach import Reach
from services.gateway.webhooks.signing import Seal
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
    seal: Seal
    reach: Reach
    callers: Callers = msgspec.field(default_factory=Callers)
    pdf_reader: Reader = msgspec.field(default_factory=Reader)


def house_of(caller: Caller) -> House:
    house: House = caller.app.state.house
    return house


def session_token(caller: Caller) -> str:
    return caller.cookies.get(house_of(caller).settings.cookie(SESSION_COOKIE), "")


def bearer_token(caller: Caller) -> str:
    """Return what a program carries (RFC 6750 section 2.1), at the API's addresses only."""
    scheme, _, token = caller.headers.get("authorization", "").partition(" ")
    api = caller.url.path.startswith("/api/")
    return token.strip() if api and scheme.casefold() == "bearer" else ""


def address_of(caller: Caller) -> str:
    """Return where a caller is, as far as it is known."""
    return caller.client.host if caller.client else ""


async def at_door(caller: Caller) -> SignedIn | None:
    """Return who is signed in, if anybody.

    Raises:
        TooMuch: their session is none, and so were too many from their address.
    """
    token = session_token(caller)
    if not token:
        return None
    house = house_of(caller)
    async with house.database.platform() as tx:
        found = await accounts.signed_in(tx, token)
    if found is None:
        await count_refused(house.redis, address_of(caller), SessionRefused())
    return found


async def known(caller: Caller) -> str:
    """Name a caller by what they carry, if it is good now: `token:<id>` or `person:<id>`.

    Raises:
        SignInNeeded, SessionRefused, TokenRefused
    """
    house = house_of(caller)
    bearer, session = bearer_token(caller), session_token(caller)
    if not bearer and not session:
        raise SignInNeeded
    async with house.database.platform() as tx:
        if bearer:
            found = await api_access.known(tx, bearer)
            return house.callers.note(bearer, f"token:{found.token_id}")
        signed_in = await accounts.signed_in(tx, session)
    if signed_in is None:
        raise SessionRefused
    return house.callers.note(session, f"person:{signed_in.person.id}")


async def named(caller: Caller) -> str:
    """Name a caller by what they carry, if it was good a moment ago. Raises as `known`."""
    carried = bearer_token(caller) or session_token(caller)
    return house_of(caller).callers.name(carried) or await known(caller)


def signed_in(at_door: SignedIn | None) -> SignedIn:
    """Raises SignInNeeded."""
    if at_door is None:
        raise SignInNeeded
    return at_door


@asynccontextmanager
async def desk_of(caller: Caller, act: Act = Act.SEE) -> AsyncIterator[Desk]:
    """Open the desk of who is signed in: one transaction in their agency.

    Raises:
        SignInNeeded, SessionRefused, AgencyNeeded
        NotYourPart: theirs does not include this act.
        TokenRefused, ScopeMissing: to a program.
    """
    house = house_of(caller)
    bearer, session = bearer_token(caller), session_token(caller)
    if not bearer and not session:
        raise SignInNeeded
    async with house.database.platform() as tx:
        program = await api_access.bearer(tx, bearer, act) if bearer else None
        signed_in = program.works_for if program else await accounts.signed_in(tx, session)
        if signed_in is None:
            raise SessionRefused
        if signed_in.agency is None or signed_in.role is None:
            raise AgencyNeeded
        if signed_in.role not in PARTS[act]:
            raise NotYourPart
        structlog.contextvars.bind_contextvars(agency=str(signed_in.agency.id))
        await house.database.enter(tx, signed_in.agency.id)
        yield Desk(
            agency=signed_in.agency,
            connection=tx,
            objects=house.objects,
            now=datetime.now(UTC),
            public_url=house.settings.public_url,
            address=address_of(caller),
            person=signed_in.person,
            role=signed_in.role,
            named=signed_in.named,
            token=program.token_id if program else None,
            fresh=signed_in.fresh,
        )


def asked_again(desk: Desk, typed: Mapping[str, Any] | None = None) -> None:
    """Ask who does what cannot be taken back, or opens a door to others, who they are.

    Raises:
        SignInAgain: they showed it more than ten minutes ago; `typed` is kept for them.
    """
    if not desk.fresh:
        raise SignInAgain(typed)


@asynccontextmanager
async def desk_again(house: House, desk: Desk) -> AsyncIterator[Desk]:
    """Open another transaction for the same member, after another service was asked.

    Whether they still belong here is not asked again: what was done is to be written down.
    """
    async with house.database.tenant(desk.agency.id) as tx:
        yield msgspec.structs.replace(desk, connection=tx)


async def desk_inside(house: House, desk: Desk, platform: Connection) -> Desk:
    """Go on at the desk with a transaction that began on the platform: what was done there, and
    the line in the log that says so, are there together or not at all."""
    await house.database.enter(platform, desk.agency.id)
    return msgspec.structs.replace(desk, connection=platform)


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


def desk_for(act: Act) -> dict[str, Provide]:
    """Return dependencies in which the desk is only for members whose part includes an act."""

    async def provide(request: Request[Any, Any, Any]) -> AsyncGenerator[Desk]:
        async with desk_of(request, act) as desk:
            yield desk

    return {"desk": Provide(provide)}


STARTING, CASTING, RUNNING = desk_for(Act.START), desk_for(Act.CAST), desk_for(Act.RUN)
REVIEWING, LEADING = desk_for(Act.REVIEW), desk_for(Act.LEAD)


async def provide_platform(request: Request[Any, Any, Any]) -> AsyncGenerator[Connection]:
    async with house_of(request).database.platform() as tx:
        yield tx
