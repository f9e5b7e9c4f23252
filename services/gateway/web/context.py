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

from services.gateway.identity.sign_in import actions as accounts
from services.gateway.identity.sign_in.model import (
    AgencyNeeded,
    SessionRefused,
    SignedIn,
    SignInAgain,
    SignInNeeded,
)
from services.gateway.platform.api_tokens import actions as api_access
from services.gateway.platform.billing_client import Billing
from services.gateway.platform.pdf.reader import UploadReader
from services.gateway.platform.signalling_hub import Hub
from services.gateway.platform.webhooks.signing import SecretBox
from services.gateway.platform.webhooks.ssrf_safe_client import SsrfSafeClient
from services.gateway.settings import Settings
from services.gateway.web.desk import Desk, PermissionDenied
from services.gateway.web.permissions import PARTS, Permission
from services.gateway.web.rate_limit import record_refusal
from services.gateway.web.recent_callers import RecentCallers
from shared.objects import Objects
from shared.tenancy import Connection, Database

SESSION_COOKIE = "session"
Caller = ASGIConnection[Any, Any, Any, Any]


class AppContext(msgspec.Struct, frozen=True):
    """The parts that a process holds open."""

    settings: Settings
    database: Database
    redis: redis.Redis
    billing: Billing
    objects: Objects
    hub: Hub
    seal: SecretBox
    reach: SsrfSafeClient
    callers: RecentCallers = msgspec.field(default_factory=RecentCallers)
    pdf_reader: UploadReader = msgspec.field(default_factory=UploadReader)


def context_of(caller: Caller) -> AppContext:
    app_context: AppContext = caller.app.state.app_context
    return app_context


def session_token(caller: Caller) -> str:
    return caller.cookies.get(context_of(caller).settings.cookie(SESSION_COOKIE), "")


def bearer_token(caller: Caller) -> str:
    """Return what a program carries (RFC 6750 section 2.1), at the API's addresses only."""
    scheme, _, token = caller.headers.get("authorization", "").partition(" ")
    api = caller.url.path.startswith("/api/")
    return token.strip() if api and scheme.casefold() == "bearer" else ""


def address_of(caller: Caller) -> str:
    """Return where a caller is, as far as it is known."""
    return caller.client.host if caller.client else ""


async def current_user(caller: Caller) -> SignedIn | None:
    """Return who is signed in, if anybody.

    Raises:
        TooMuch: their session is none, and so were too many from their address.
    """
    token = session_token(caller)
    if not token:
        return None
    app_context = context_of(caller)
    async with app_context.database.platform() as tx:
        found = await accounts.signed_in(tx, token)
    if found is None:
        await record_refusal(app_context.redis, address_of(caller), SessionRefused())
    return found


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
            found = await api_access.authenticate(tx, bearer)
            return app_context.callers.note(bearer, f"token:{found.token_id}")
        signed_in = await accounts.signed_in(tx, session)
    if signed_in is None:
        raise SessionRefused
    return app_context.callers.note(session, f"person:{signed_in.person.id}")


async def caller_name(caller: Caller) -> str:
    """Name a caller by what they carry, if it was good a moment ago. Raises as `known`."""
    carried = bearer_token(caller) or session_token(caller)
    return context_of(caller).callers.name(carried) or await authenticate(caller)


def signed_in(current_user: SignedIn | None) -> SignedIn:
    """Raises SignInNeeded."""
    if current_user is None:
        raise SignInNeeded
    return current_user


@asynccontextmanager
async def desk_of(caller: Caller, act: Permission = Permission.SEE) -> AsyncIterator[Desk]:
    """Open the desk of who is signed in: one transaction in their agency.

    Raises:
        SignInNeeded, SessionRefused, AgencyNeeded
        NotYourPart: theirs does not include this act.
        TokenRefused, ScopeMissing: to a program.
    """
    app_context = context_of(caller)
    bearer, session = bearer_token(caller), session_token(caller)
    if not bearer and not session:
        raise SignInNeeded
    async with app_context.database.platform() as tx:
        program = await api_access.bearer(tx, bearer, act) if bearer else None
        signed_in = program.works_for if program else await accounts.signed_in(tx, session)
        if signed_in is None:
            raise SessionRefused
        if signed_in.agency is None or signed_in.role is None:
            raise AgencyNeeded
        if signed_in.role not in PARTS[act]:
            raise PermissionDenied
        structlog.contextvars.bind_contextvars(agency=str(signed_in.agency.id))
        await app_context.database.enter(tx, signed_in.agency.id)
        yield Desk(
            agency=signed_in.agency,
            connection=tx,
            objects=app_context.objects,
            now=datetime.now(UTC),
            public_url=app_context.settings.public_url,
            address=address_of(caller),
            person=signed_in.person,
            role=signed_in.role,
            named=signed_in.named,
            token=program.token_id if program else None,
            fresh=signed_in.fresh,
        )


def require_fresh_sign_in(desk: Desk, typed: Mapping[str, Any] | None = None) -> None:
    """Ask who does what cannot be taken back, or opens a door to others, who they are.

    Raises:
        SignInAgain: they showed it more than ten minutes ago; `typed` is kept for them.
    """
    if not desk.fresh:
        raise SignInAgain(typed)


@asynccontextmanager
async def new_transaction(app_context: AppContext, desk: Desk) -> AsyncIterator[Desk]:
    """Open another transaction for the same member, after another service was asked.

    Whether they still belong here is not asked again: what was done is to be written down.
    """
    async with app_context.database.tenant(desk.agency.id) as tx:
        yield msgspec.structs.replace(desk, connection=tx)


async def desk_in_transaction(app_context: AppContext, desk: Desk, platform: Connection) -> Desk:
    """Go on at the desk with a transaction that began on the platform: what was done there, and
    the line in the log that says so, are there together or not at all."""
    await app_context.database.enter(platform, desk.agency.id)
    return msgspec.structs.replace(desk, connection=platform)


# As Litestar's dependencies. A generator ends after its handler and before the answer leaves, so
# an answer that says "done" has been committed.


OpenHouse: TypeAlias = NamedDependency[AppContext]
OpenDesk: TypeAlias = NamedDependency[Desk]
OpenPlatform: TypeAlias = NamedDependency[Connection]
AtDoor: TypeAlias = NamedDependency[SignedIn | None]


async def provide_app_context(request: Request[Any, Any, Any]) -> AppContext:
    return context_of(request)


async def provide_current_user(request: Request[Any, Any, Any]) -> SignedIn | None:
    return await current_user(request)


async def provide_desk(request: Request[Any, Any, Any]) -> AsyncGenerator[Desk]:
    async with desk_of(request) as desk:
        yield desk


def desk_for(act: Permission) -> dict[str, Provide]:
    """Return dependencies in which the desk is only for members whose part includes an act."""

    async def provide(request: Request[Any, Any, Any]) -> AsyncGenerator[Desk]:
        async with desk_of(request, act) as desk:
            yield desk

    return {"desk": Provide(provide)}


STARTING, CASTING, RUNNING = (
    desk_for(Permission.START),
    desk_for(Permission.CAST),
    desk_for(Permission.RUN),
)
REVIEWING, LEADING = desk_for(Permission.REVIEW), desk_for(Permission.LEAD)


async def provide_platform(request: Request[Any, Any, Any]) -> AsyncGenerator[Connection]:
    async with context_of(request).database.platform() as tx:
        yield tx
