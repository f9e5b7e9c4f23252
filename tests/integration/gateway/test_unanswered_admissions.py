"""A socket ends by what no message tells: time, and what was said while nobody listened."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
import pytest

from services.gateway.platform.admissions import watching
from services.gateway.platform.admissions.model import (
    EXPIRED,
    LEFT,
    SIGNED_OUT,
    WITHDRAWN,
    ByLink,
    ByMembership,
    Closure,
)
from services.gateway.platform.admissions.watching import Admissions
from shared.background_tasks import background_tasks
from shared.ids import AgencyId, ProductionId, new_id
from shared.tenancy import schema_of
from tests.migrated import Founded, databases


@asynccontextmanager
async def silent(founded: Founded) -> AsyncIterator[asyncpg.Connection]:
    """Change the database without that anybody is told."""
    owner = await asyncpg.connect(founded.url)
    try:
        await owner.execute("SET session_replication_role = replica")
        yield owner
    finally:
        await owner.close()


async def _member(owner: asyncpg.Connection, founded: Founded) -> ByMembership:
    person, session = new_id(), bytes(32)
    await owner.execute(
        "INSERT INTO platform.person (id, email) VALUES ($1, 'late@late.test')", person
    )
    await owner.execute(
        "INSERT INTO platform.membership (agency_id, person_id, role) VALUES ($1, $2, 'owner')",
        founded.agency,
        person,
    )
    await owner.execute(
        """INSERT INTO gateway.web_session (token_hash, person_id, browser, expires_at)
        VALUES ($1, $2, '', now() + interval '1 day')""",
        session,
        person,
    )
    return ByMembership(founded.agency, ProductionId(new_id()), person, session, "owner")


LATE = [
    ("UPDATE gateway.web_session SET expires_at = now()", SIGNED_OUT),
    ("UPDATE gateway.web_session SET seen_at = now() - interval '7 days'", SIGNED_OUT),
    ("DELETE FROM gateway.web_session", SIGNED_OUT),
    ("DELETE FROM platform.membership", LEFT),
]


@pytest.mark.parametrize(("sql", "over"), LATE)
async def test_an_end_that_nobody_tells_is_seen_at_the_next_look(
    sql: str, over: Closure, founded: Founded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY_S", 0.05)
    ended: asyncio.Future[Closure] = asyncio.get_running_loop().create_future()
    async with databases(founded.url, "gateway") as (database,), silent(founded) as owner:
        admissions = Admissions(database)
        async with background_tasks(admissions.run()), asyncio.timeout(20):
            with admissions.held(await _member(owner, founded), ended.set_result):
                await owner.execute(sql)
                assert await ended == over


async def test_a_link_expires_in_the_room(
    founded: Founded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY_S", 0.05)
    ended: asyncio.Future[Closure] = asyncio.get_running_loop().create_future()
    async with databases(founded.url, "gateway") as (database,), silent(founded) as owner:
        await owner.execute(f'SET search_path TO "{schema_of(founded.agency)}"')
        guest = new_id()
        await owner.execute(
            """INSERT INTO access_link (id, production_id, scope, guest_id, token_hash, expires_at)
            VALUES ($1, $1, 'invitation', $1, $2, now() + interval '1 day')""",
            guest,
            bytes(32),
        )
        admissions = Admissions(database)
        async with background_tasks(admissions.run()), asyncio.timeout(20):
            with admissions.held(ByLink(founded.agency, guest, bytes(32)), ended.set_result):
                await owner.execute("UPDATE access_link SET expires_at = now()")
                assert await ended == EXPIRED


async def test_a_deleted_agency_lets_nobody_stay(founded: Founded) -> None:
    """It is told in the transaction that deletes it, and its guests are found to be nobody's."""
    gone = AgencyId(UUID(int=7))
    ended: asyncio.Future[Closure] = asyncio.get_running_loop().create_future()
    owner = await asyncpg.connect(founded.url)
    await owner.execute("INSERT INTO platform.agency (id, name) VALUES ($1, 'Gone')", gone)
    received: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    await owner.add_listener(watching.CHANNEL, lambda *said: received.set_result(said[-1]))
    await owner.execute("DELETE FROM platform.agency WHERE id = $1", gone)
    async with databases(founded.url, "gateway") as (database,), asyncio.timeout(20):
        assert await received == str(gone)
        admissions = Admissions(database)
        async with background_tasks(admissions.run()):
            with admissions.held(ByLink(gone, new_id(), bytes(32)), ended.set_result):
                assert await ended == WITHDRAWN
    await owner.close()
