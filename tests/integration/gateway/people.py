"""Members of two agencies at their desks, by the stores and actions of people: without a server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.casting.productions import actions as productions
from services.gateway.casting.productions.model import NewProduction, NewRole
from services.gateway.casting.talent import actions as talent
from services.gateway.casting.talent.model import TalentFields
from services.gateway.web.desk import Desk, Person
from shared.ids import AgencyId, PersonId, TalentId, new_id
from shared.objects import Objects
from shared.tenancy import Database, schema_of
from shared.vocabulary.member_roles import MemberRole
from tests.integration.gateway.desks import OLIVIA, desk_in
from tests.migrated import Founded, databases


class People:
    """Two agencies; `owner` is a connection that sees all rows of ours."""

    def __init__(self, founded: Founded, database: Database, owner: Any, objects: Objects) -> None:
        self.agency, self.neighbour = founded.agency, founded.neighbour
        self.database = database
        self.owner = owner
        self.objects = objects
        self.person = PersonId(new_id())

    @asynccontextmanager
    async def desk(
        self,
        agency: AgencyId | None = None,
        *,
        role: MemberRole = "owner",
        productions: tuple[UUID, ...] = (),
        person: PersonId | None = None,
    ) -> AsyncIterator[Desk]:
        """Open the desk of a member, ours by default."""
        member = Person(person or self.person, OLIVIA.email, OLIVIA.name)
        async with desk_in(
            self.database,
            agency or self.agency,
            role=role,
            productions=productions,
            person=member,
            objects=self.objects,
        ) as opened:
            yield opened

    async def talent(self, name: str, **fields: Any) -> TalentId:
        """Write somebody down, and return their id."""
        async with self.desk() as desk:
            return (await talent.add(desk, TalentFields(name=name, **fields))).id

    async def join(self, person: UUID, email: str, role: MemberRole = "associate") -> None:
        """Make somebody a member of our agency."""
        await self.owner.execute(
            f"""INSERT INTO platform.agency (id, name) VALUES ('{self.agency}', 'Office')
                ON CONFLICT DO NOTHING;
            INSERT INTO platform.person (id, email, name) VALUES ('{person}', '{email}', 'M');
            INSERT INTO platform.membership (agency_id, person_id, role)
                VALUES ('{self.agency}', '{person}', '{role}')"""
        )

    async def acts(self, thing_id: UUID) -> list[str]:
        """Return what the log says was done to something, in its order."""
        rows = await self.owner.fetch(
            "SELECT act FROM audit WHERE thing_id = $1 ORDER BY id", thing_id
        )
        return [row["act"] for row in rows]

    async def facts(self, kind: str) -> list[str]:
        """Return the bodies of the facts of one kind."""
        rows = await self.owner.fetch(
            "SELECT body FROM platform.outbox WHERE type = $1 ORDER BY id", kind
        )
        return [str(row["body"]) for row in rows]

    async def production(self, talent_id: UUID | None = None) -> UUID:
        """Start a production with a role, for which somebody is considered; return it."""
        async with self.desk() as desk:
            started = await productions.start(desk, NewProduction("The Tempest"))
            role = await productions.add_role(desk, started.id, NewRole("Miranda"), None)
            if talent_id:
                await desk.connection.execute(
                    """INSERT INTO candidate (id, production_id, role_id, talent_id)
                    VALUES ($1, $2, $3, $4)""",
                    new_id(),
                    started.id,
                    role.id,
                    talent_id,
                )
        return started.id


@asynccontextmanager
async def people_in(founded: Founded, objects: Objects) -> AsyncIterator[People]:
    owner: Any = await asyncpg.connect(founded.url)
    await owner.execute(f'SET search_path TO "{schema_of(founded.agency)}"')
    async with databases(founded.url, "gateway") as (database,):
        yield People(founded, database, owner, objects)
    await owner.close()
