"""The chain of an agency's audit log in a real database: added to by many, changed by nobody."""

import asyncio
import os
import sys
from uuid import UUID

import asyncpg
import pytest

from services.gateway.platform.audit import store
from services.gateway.platform.audit.__main__ import verify
from services.gateway.platform.audit.model import Verdict, verdict
from shared.ids import AgencyId, new_id
from shared.tenancy import Database, schema_of
from tests.migrated import Founded, databases, sign_in


async def add(database: Database, agency: AgencyId, act: str, thing: UUID | None = None) -> None:
    async with database.tenant(agency) as tx:
        await store.add(tx, new_id(), "person:1", act, "Straße|1:x,", thing, address="::1")


async def read(database: Database, agency: AgencyId) -> Verdict:
    async with database.tenant(agency) as tx:
        return await verdict(store.whole(tx))


async def tamper(founded: Founded, statement: str) -> None:
    """Change the log as somebody could who owns the database, and means to."""
    owner = await asyncpg.connect(founded.url)
    table = f'"{schema_of(founded.agency)}".audit'
    await owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    await owner.execute(statement.format(table=table))
    await owner.close()


async def test_an_empty_log_is_whole(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        assert await read(database, founded.agency) == Verdict(0, None, "0" * 64)


async def test_lines_of_many_at_once_are_one_chain(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        await asyncio.gather(
            *(add(database, founded.agency, f"act {n}", new_id()) for n in range(12)),
            *(add(database, founded.neighbour, "act") for _ in range(3)),
        )
        whole = await read(database, founded.agency)
        assert (whole.lines, whole.broken_at) == (12, None)
        assert (await read(database, founded.neighbour)).lines == 3


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE {table} SET act = 'nothing' WHERE line = 3", 3),
        ("UPDATE {table} SET thing_id = NULL WHERE line = 2", 2),
        ("UPDATE {table} SET at = at + interval '1 microsecond' WHERE line = 1", 1),
        ("DELETE FROM {table} WHERE line = 4", 4),
        ("UPDATE {table} SET line = 9 WHERE line = 5", 5),
        ("UPDATE {table} SET who = 'person', act = '1:' || act WHERE line = 3", 3),
    ],
    ids=["act", "thing", "time", "removed", "moved", "fields shifted"],
)
async def test_whoever_changes_a_line_is_found_out(
    statement: str, broken: int, founded: Founded
) -> None:
    async with databases(founded.url, "gateway") as (database,):
        for n in range(5):
            await add(database, founded.agency, f"act {n}", new_id())
        await tamper(founded, statement)
        assert (await read(database, founded.agency)).broken_at == broken


@pytest.mark.parametrize(
    "statement",
    ["UPDATE {table} SET act = ''", "DELETE FROM {table}", "TRUNCATE {table}"],
    ids=["update", "delete", "truncate"],
)
async def test_the_owner_does_not_change_it_by_mistake(statement: str, founded: Founded) -> None:
    owner = await asyncpg.connect(founded.url)
    with pytest.raises(asyncpg.RaiseError, match="only ever added"):
        await owner.execute(statement.format(table=f'"{schema_of(founded.agency)}".audit'))
    await owner.close()


async def test_a_number_and_a_hash_of_ones_own_are_not_taken(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        async with database.tenant(founded.agency) as tx:
            await tx.execute(
                """INSERT INTO audit (id, who, act, thing, line, hash)
                VALUES ($1, 'person:1', 'act', 'thing', 7, '\\x00')""",
                new_id(),
            )
        assert (await read(database, founded.agency)).broken_at is None


async def test_the_command_reads_every_agency(founded: Founded) -> None:
    owner = await asyncpg.connect(founded.url)
    for agency in (founded.agency, founded.neighbour):
        await owner.execute(
            "INSERT INTO platform.agency (id, name) VALUES ($1::text::uuid, 'A')", str(agency)
        )
    await owner.close()
    async with databases(founded.url, "gateway") as (database,):
        for agency in (founded.agency, founded.neighbour, founded.neighbour):
            await add(database, agency, "act")
        assert sorted(each.lines for _, each in await verify(database)) == [1, 2]
    assert await command(founded) == 0
    await tamper(founded, "UPDATE {table} SET act = 'nothing'")
    assert await command(founded) == 1


async def command(founded: Founded) -> int | None:
    """Run the command as an operator does; return how it ended."""
    keys = dict.fromkeys(("INTERNAL_TOKEN", "TICKET_KEY", "CSRF_KEY", "WEBHOOK_KEY"), "x" * 32)
    elsewhere = dict.fromkeys(("REDIS_URL", "SMTP_URL", "PUBLIC_URL", "BILLING_URL"), "http://x")
    ours = {
        "DATABASE_URL": sign_in(founded.url, "gateway"),
        "OBJECT_STORE_URL": "file:///tmp",
        "GATEWAY_PORT": "0",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.gateway.platform.audit", "verify",
        env=os.environ | keys | elsewhere | ours,
    )  # fmt: skip
    return await process.wait()
