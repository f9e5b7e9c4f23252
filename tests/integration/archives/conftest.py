"""Two agencies with the same people and the same titles, and an empty installation beside them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple
from uuid import UUID

import asyncpg
import pytest

from infra.archives.installation import Installation, at
from infra.embedded.postgres import Postgres
from shared import migrations
from shared.ids import AgencyId, new_id
from shared.tenancy import Connection, schema_of
from tests.migrated import PASSWORDS, agencies

ACTOR, OWNER = "ana@actors.test", "olivia@office.test"
NOW = datetime(2026, 11, 1, 10, tzinfo=UTC)


class Office(NamedTuple):
    """An agency with an owner, a production and an actor who was recorded."""

    id: AgencyId
    name: str
    guest: UUID
    recording: str

    @property
    def schema(self) -> str:
        return f'"{schema_of(self.id)}"'


@pytest.fixture
async def place(database: str, tmp_path: Path) -> AsyncIterator[Installation]:
    async with at(database, (tmp_path / "objects").as_uri()) as opened:
        yield opened


@pytest.fixture
async def offices(place: Installation, database: str) -> tuple[Office, Office]:
    ours, neighbour = await agencies(database, 2)
    async with place.change() as connection:
        person = new_id()
        await connection.execute(
            "INSERT INTO platform.person (id, email, name) VALUES ($1, $2, 'Olivia')", person, OWNER
        )
        made = [
            await furnish(connection, agency, name, person)
            for agency, name in ((ours, "Ours"), (neighbour, 'The "Neighbour", Ltd'))
        ]
    for office in made:
        for key in (office.recording, f"{office.id.hex}/film.webm"):
            await place.objects.put(key, key.encode())
    return made[0], made[1]


@asynccontextmanager
async def elsewhere(postgres: Postgres, objects: Path) -> AsyncIterator[Installation]:
    """Open another, empty installation."""
    name = f"elsewhere_{token_hex(6)}"
    server = await asyncpg.connect(postgres.url)
    await server.execute(f'CREATE DATABASE "{name}"')
    try:
        url = postgres.database_url(name)
        await migrations.migrate(url, PASSWORDS, contract=True)
        async with at(url, objects.as_uri()) as opened:
            yield opened
    finally:
        await server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        await server.close()


async def furnish(connection: Connection, agency: AgencyId, name: str, person: UUID) -> Office:
    ids = {thing: new_id() for thing in ("production", "role", "session", "slot", "guest", "take")}
    recording = f"{agency.hex}/{ids['take'].hex}/ana.webm"
    await connection.execute("INSERT INTO platform.agency (id, name) VALUES ($1, $2)", agency, name)
    await connection.execute(
        "INSERT INTO platform.membership (agency_id, person_id, role) VALUES ($1, $2, 'owner')",
        agency,
        person,
    )
    await connection.execute(f'SET LOCAL search_path TO "{schema_of(agency)}"')
    await connection.execute(
        f"""
        INSERT INTO production (id, title, company, started_by)
            VALUES ('{ids["production"]}', 'Twelfth "Night",\n a play', '', '{person}');
        INSERT INTO role (id, production_id, name)
            VALUES ('{ids["role"]}', '{ids["production"]}', 'Viola');
        INSERT INTO session (id, production_id, title, local_date, zone)
            VALUES ('{ids["session"]}', '{ids["production"]}', 'First', '2026-11-01', 'UTC');
        INSERT INTO slot (id, session_id, position, kind, role_id, local_start, starts_at, minutes)
            VALUES ('{ids["slot"]}', '{ids["session"]}', 1, 'audition', '{ids["role"]}',
                '{NOW:%F %T}', '{NOW}', 10);
        INSERT INTO guest (id, session_id, slot_id, role, name, email, invited_by)
            VALUES ('{ids["guest"]}', '{ids["session"]}', '{ids["slot"]}', 'actor', 'Ana Silva',
                '{ACTOR}', '{person}');
        INSERT INTO access_link (id, token_hash, scope, guest_id, production_id, expires_at)
            VALUES ('{ids["guest"]}', '\\x00ff', 'invitation', '{ids["guest"]}',
                '{ids["production"]}', '{NOW}');
        INSERT INTO consent (id, session_id, production_id, who, name, agreed, statement)
            VALUES ('{new_id()}', '{ids["session"]}', '{ids["production"]}',
            'guest:{ids["guest"]}', 'Ana Silva', true, 'recording-2026-11');
        INSERT INTO consent_statement (version, language, words)
            VALUES ('recording-2026-11', 'en', 'You may be recorded.'),
                ('recording-2027-01', 'de', 'Anderes.');
        INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number, phase,
            started_by, started_at, composite_key, fence) VALUES ('{ids["take"]}',
            '{ids["session"]}', '{ids["production"]}', '{ids["role"]}', 'Viola', '1', 1,
            'finished', 'person:{person}', '{NOW}', '{agency.hex}/film.webm', 1);
        INSERT INTO recording (id, take_id, who, name, started_at, object_key, gaps)
            VALUES ('{new_id()}', '{ids["take"]}', 'guest:{ids["guest"]}', 'Ana Silva', '{NOW}',
            '{recording}', '[[1, 2]]');
        INSERT INTO mail_record (id, kind, recipient, who, thing, thing_id, production_id, subject,
            status)
            VALUES ('{new_id()}', 'invitation', '{ACTOR.title()}', 'guest:{ids["guest"]}', 'guest',
                '{ids["guest"]}', '{ids["production"]}', 'Your audition, Ana Silva', 'sent'),
            ('{new_id()}', 'question', '{OWNER}', '', 'guest', '{ids["guest"]}',
                '{ids["production"]}', 'A question from Ana Silva', 'sent');
        INSERT INTO audit (id, who, act, thing)
            VALUES ('{new_id()}', 'person:{person}', 'read', 'sides'),
                ('{new_id()}', 'guest:{ids["guest"]}', 'opened', 'link');
        """
    )
    return Office(agency, name, ids["guest"], recording)
