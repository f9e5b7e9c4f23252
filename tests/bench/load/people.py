"""An agency that knows many people; an owner sees them all, and a freelancer a few."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from services.gateway.identity.sign_in import store as accounts
from services.gateway.identity.sign_in.model import SESSION_LIFETIME
from services.gateway.web import tokens
from shared import migrations
from shared.ids import AgencyId, PersonId, new_id
from shared.tenancy import Database, schema_of

PRODUCTIONS, NAMED = 200, 3
"""Of the agency, and of them those that are named to the freelancer."""

_PRODUCTIONS = """
INSERT INTO production (id, title, company, started_by, started_at)
    SELECT gen_random_uuid(), 'Production ' || n, 'Films ' || n % 7, gen_random_uuid(),
        now() - n * interval '1 day' FROM generate_series(1, $1::integer) n"""
_OF_EACH = """
INSERT INTO role (id, production_id, name) SELECT id, id, 'Viola' FROM production;
INSERT INTO session (id, production_id, title, local_date, zone)
    SELECT id, id, 'First round', '2027-01-15', 'UTC' FROM production"""
_NUMBERED = """
INSERT INTO numbered SELECT n, gen_random_uuid(),
        (ARRAY['Ana', 'Ádám', 'Björk', 'Chloé', 'Zoë', 'Юлия', 'Omar', 'Mei', 'Seán'])[1 + n % 9]
        || ' ' || (ARRAY['Silva', 'Nagy', 'Okafor', 'Орлова', 'Lefèvre', 'Müller', 'Reyes'])[
            1 + n % 7] || ' ' || n,
        p.id
    FROM generate_series(1, $1::integer) n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM production) p
        ON p.place = 1 + n % $2::integer"""
_PEOPLE = """
INSERT INTO contact (id, name, company, email, email_as_typed, added_at)
    SELECT id, name, 'Films ' || n % 400, n || '@films.test', n || '@films.test',
        now() - n * interval '1 minute' FROM numbered;
INSERT INTO guest (id, session_id, role, name, email, invited_by, contact_id)
    SELECT id, production_id, 'decision_maker', name, n || '@films.test', id, id FROM numbered;
INSERT INTO talent (id, name, email, email_as_typed, skills, tags, added_at)
    SELECT id, name, n || '@actors.test', n || '@actors.test',
        ARRAY[(ARRAY['cello', 'fencing', 'riding', 'tap'])[1 + n % 4], 'skill ' || n % 300],
        CASE n % 3 WHEN 0 THEN '{}' ELSE ARRAY['tag ' || n % 100] END,
        now() - n * interval '1 minute'
    FROM numbered;
INSERT INTO candidate (id, production_id, role_id, talent_id)
    SELECT id, production_id, production_id, id FROM numbered"""


class Crowd:
    """One agency, filled by SQL; who works there is signed in without a mail."""

    def __init__(self, owner: asyncpg.Connection, gateway: Database) -> None:
        self._owner = owner
        self._gateway = gateway
        self.agency = AgencyId(new_id())

    async def fill(self, people: int) -> None:
        """Provision the agency, with as many talents and as many contacts."""
        async with self._owner.transaction():
            await migrations.create_tenant(self._owner, self.agency)
        await self._owner.execute(
            "INSERT INTO platform.agency (id, name) VALUES ($1, 'Bench')", self.agency
        )
        await self._owner.execute(f'SET search_path TO "{schema_of(self.agency)}"')
        await self._owner.execute(_PRODUCTIONS, PRODUCTIONS)
        await self._owner.execute(_OF_EACH)
        await self._owner.execute(
            "CREATE TEMP TABLE numbered (n integer, id uuid, name text, production_id uuid)"
        )
        await self._owner.execute(_NUMBERED, people, PRODUCTIONS)
        await self._owner.execute(_PEOPLE)
        await self._owner.execute("VACUUM ANALYZE")

    async def sign_in(self, role: str) -> str:
        """Add a member, a freelancer with `NAMED` productions; return their session's token."""
        person, token = PersonId(new_id()), tokens.new_token()
        await self._owner.execute(
            "INSERT INTO platform.person (id, email) VALUES ($1, $2)", person, f"{role}@bench.test"
        )
        await self._owner.execute(
            """INSERT INTO platform.membership (agency_id, person_id, role, productions)
            VALUES ($1, $2, $3, $4)""",
            self.agency,
            person,
            role,
            await self._named() if role == "freelancer" else [],
        )
        async with self._gateway.platform() as tx:
            key = tokens.hashed(token)
            await accounts.add_session(tx, key, person, "bench", SESSION_LIFETIME)
            await accounts.work_for(tx, key, self.agency)
        return token

    async def _named(self) -> Sequence[UUID]:
        rows = await self._owner.fetch("SELECT id FROM production ORDER BY id LIMIT $1", NAMED)
        return [row["id"] for row in rows]
