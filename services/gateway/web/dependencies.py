"""How a request gets its context: the desk of a member, and what else routes are given.

A generator of Litestar's ends after its handler and before the answer leaves, so an answer that
says "done" has been committed.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeAlias, TypeVar

import msgspec
import structlog
from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide

from services.gateway.web.authentication import (
    AgencyNeeded,
    ScopeMissing,
    SessionRefused,
    SignedIn,
    SignInAgain,
    SignInNeeded,
)
from services.gateway.web.context import AppContext, Caller, address_of, context_of
from services.gateway.web.current_user import bearer_token, current_user, session_token
from services.gateway.web.desk import Desk, Office, scope_of
from services.gateway.web.permissions import ROLE_PERMISSIONS, Permission, PermissionDenied
from shared.tenancy import Connection

AnOffice = TypeVar("AnOffice", bound=Office)
AppContextDep: TypeAlias = NamedDependency[AppContext]
CurrentUser: TypeAlias = NamedDependency[SignedIn | None]
OpenDesk: TypeAlias = NamedDependency[Desk]
OpenPlatform: TypeAlias = NamedDependency[Connection]


@asynccontextmanager
async def desk_of(caller: Caller, permission: Permission = Permission.SEE) -> AsyncIterator[Desk]:
    """Open the desk of who is signed in: one transaction in their agency.

    Raises:
        SignInNeeded, SessionRefused, AgencyNeeded
        PermissionDenied: their role does not include it.
        TokenRefused, ScopeMissing: to a program.
    """
    app_context = context_of(caller)
    bearer, session = bearer_token(caller), session_token(caller)
    if not bearer and not session:
        raise SignInNeeded
    async with app_context.database.platform() as tx:
        client = await app_context.authenticator.api_client(tx, bearer) if bearer else None
        if client and permission not in client.permissions:
            raise ScopeMissing
        signed_in = (
            client.works_for if client else await app_context.authenticator.signed_in(tx, session)
        )
        if signed_in is None:
            raise SessionRefused
        if signed_in.agency is None or signed_in.role is None:
            raise AgencyNeeded
        if signed_in.role not in ROLE_PERMISSIONS[permission]:
            raise PermissionDenied
        structlog.contextvars.bind_contextvars(agency=str(signed_in.agency.id))
        scope = scope_of(signed_in.role, signed_in.productions)
        await app_context.database.enter(tx, signed_in.agency.id, productions=scope)
        yield Desk(
            agency=signed_in.agency,
            connection=tx,
            objects=app_context.objects,
            now=datetime.now(UTC),
            public_url=app_context.settings.public_url,
            address=address_of(caller),
            person=signed_in.person,
            role=signed_in.role,
            productions=signed_in.productions,
            token=client.token_id if client else None,
            allowed=client.permissions if client else frozenset(Permission),
            fresh=signed_in.fresh,
            settings=await app_context.authenticator.agency_settings(tx),
            preferences=signed_in.preferences,
        )


def require_fresh_sign_in(desk: Desk, typed: Mapping[str, Any] | None = None) -> None:
    """Ask a member to sign in again before what cannot be taken back, or lets others in.

    Raises:
        SignInAgain: they did so more than ten minutes ago; `typed` is kept for them.
    """
    if not desk.fresh:
        raise SignInAgain(typed)


@asynccontextmanager
async def new_transaction(app_context: AppContext, office: AnOffice) -> AsyncIterator[AnOffice]:
    """Open another transaction for the same member or guest, after something slow was done.

    Whether they still belong here is not asked again: what was done is to be written down.
    """
    scope = office.scope
    async with app_context.database.tenant(office.agency.id, productions=scope) as tx:
        yield msgspec.structs.replace(office, connection=tx)


async def desk_in_transaction(app_context: AppContext, desk: Desk, platform: Connection) -> Desk:
    """Go on at the desk with a transaction that began on the platform: what was done there, and
    the line in the log that says so, are there together or not at all."""
    await app_context.database.enter(platform, desk.agency.id, productions=desk.scope)
    return msgspec.structs.replace(desk, connection=platform)


def require(permission: Permission) -> dict[str, Provide]:
    """Return dependencies in which only members with a permission have a desk."""

    async def provide(request: Request[Any, Any, Any]) -> AsyncGenerator[Desk]:
        async with desk_of(request, permission) as desk:
            yield desk

    return {"desk": Provide(provide)}


def from_state(name: str) -> Provide:
    """Return a dependency on what the lifespan has put into the app's state under a name."""

    async def provide(state: State) -> Any:
        return state[name]

    return Provide(provide)


async def _current_user(request: Request[Any, Any, Any]) -> SignedIn | None:
    return await current_user(request)


async def _platform(request: Request[Any, Any, Any]) -> AsyncGenerator[Connection]:
    async with context_of(request).database.platform() as tx:
        yield tx


DEPENDENCIES: Mapping[str, Provide] = {
    "app_context": from_state("app_context"),
    "current_user": Provide(_current_user),
    "platform": Provide(_platform),
    **require(Permission.SEE),
}
"""What every route may be given, by the name of its parameter."""
