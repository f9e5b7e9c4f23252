"""Desks of a migrated database, without a browser: for tests of stores and actions."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

from services.gateway.web.desk import Agency, Desk, Person, scope_of
from shared.ids import AgencyId, PersonId
from shared.objects import Objects
from shared.tenancy import Database
from shared.vocabulary.member_roles import MemberRole

OLIVIA = Person(PersonId(UUID(int=1)), "olivia@office.test", "Olivia Owner")


@asynccontextmanager
async def desk_in(
    database: Database,
    agency: AgencyId,
    *,
    role: MemberRole = "owner",
    productions: Sequence[UUID] = (),
    person: Person = OLIVIA,
    objects: Objects | None = None,
) -> AsyncIterator[Desk]:
    """Open a desk in an agency: one transaction that shows what the part may see, committed at
    the end."""
    named = tuple(productions)
    async with database.tenant(agency, productions=scope_of(role, named)) as tx:
        yield Desk(
            agency=Agency(agency, "Office"),
            connection=tx,
            objects=objects or Objects("memory://"),
            now=datetime.now(UTC),
            public_url="https://callboard.test",
            address="",
            person=person,
            role=role,
            productions=named,
        )
