"""The seals of an agency's audit log in a real database: many write, nobody changes anything."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from structlog.testing import capture_logs

from services.gateway.platform.audit import store, verification
from services.gateway.platform.audit.__main__ import verify
from services.gateway.platform.audit.sealing import actions
from services.gateway.platform.audit.sealing import store as seal_store
from services.gateway.platform.audit.sealing.alarm import ALARM_S, SealAlarm
from services.gateway.platform.audit.sealing.model import DUTY
from services.gateway.platform.audit.sealing.sealer import Sealer, log_heads
from services.gateway.platform.audit.verification import Verdict
from shared.background_tasks import background_tasks
from shared.ids import AgencyId, new_id
from shared.tenancy import Connection, Database, schema_of
from tests.eventually import eventually
from tests.migrated import Founded, databases, sign_in

WRITERS = 50


async def write(tx: Connection, act: str) -> UUID:
    line = new_id()
    await store.add(tx, line, "person:1", act, "Straße|1:x,", new_id(), address="::1")
    return line


async def add(database: Database, agency: AgencyId, act: str = "act") -> UUID:
    async with database.tenant(agency) as tx:
        return await write(tx, act)


async def read(database: Database, agency: AgencyId) -> Verdict:
    async with database.tenant(agency, one_moment=True) as tx:
        return await verification.verify(tx)


async def sealed_lines(database: Database, agency: AgencyId) -> list[list[UUID]]:
    async with database.tenant(agency) as tx:
        return [list(seal.lines) for seal in await seal_store.seals(tx, 0, 100)]


async def tamper(founded: Founded, statement: str) -> None:
    """Change the log as somebody could who owns the database, and wants to."""
    owner = await asyncpg.connect(founded.url)
    schema = f'"{schema_of(founded.agency)}"'
    for table in ("audit", "audit_seal"):
        await owner.execute(f"ALTER TABLE {schema}.{table} DISABLE TRIGGER USER")
    await owner.execute(f"SET search_path TO {schema}")
    await owner.execute(statement)
    await owner.close()


@pytest.fixture
async def gateway(founded: Founded) -> AsyncIterator[Database]:
    async with databases(founded.url, "gateway") as (database,):
        await add(database, founded.neighbour, "of the neighbour")
        yield database


async def test_an_empty_log_is_whole(founded: Founded, gateway: Database) -> None:
    assert await read(gateway, founded.agency) == Verdict(0, 0, "0" * 64)


async def test_writers_do_not_wait_for_each_other(founded: Founded) -> None:
    """All hold a line that is not committed at the same time, on connections of their own."""
    pool = await asyncpg.create_pool(sign_in(founded.url, "gateway"), max_size=WRITERS)
    database = Database(pool, "gateway")
    async with AsyncExitStack() as stack:
        opened = [
            await stack.enter_async_context(database.tenant(founded.agency)) for _ in range(WRITERS)
        ]
        for tx in opened:
            await write(tx, "act")
    assert await actions.seal(database, founded.agency) == WRITERS
    verdict = await read(database, founded.agency)
    assert (verdict.lines, verdict.head, verdict.broken) == (WRITERS, 1, None)
    await pool.close()


async def test_what_is_committed_late_is_sealed_once_and_nothing_before(
    founded: Founded, gateway: Database
) -> None:
    async with gateway.tenant(founded.agency) as late:
        first = await write(late, "begun first, committed last")
        second = await add(gateway, founded.agency)
        await actions.seal(gateway, founded.agency)
        assert await sealed_lines(gateway, founded.agency) == [[second]]
    verdict = await read(gateway, founded.agency)
    assert (verdict.unsealed, verdict.first_unsealed) == (1, (first,))
    for _ in range(2):
        await actions.seal(gateway, founded.agency)
    assert await sealed_lines(gateway, founded.agency) == [[second], [first]]
    whole = await read(gateway, founded.agency)
    assert (whole.lines, whole.head, whole.broken, whole.unsealed) == (2, 2, None, 0)


async def test_what_is_rolled_back_is_not_sealed(founded: Founded, gateway: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with gateway.tenant(founded.agency) as tx:
            await write(tx, "never")
            raise ZeroDivisionError
    assert await actions.seal(gateway, founded.agency) == 0
    assert await read(gateway, founded.agency) == Verdict(0, 0, "0" * 64)


async def test_the_neighbours_lines_are_sealed_apart(founded: Founded, gateway: Database) -> None:
    ours = await add(gateway, founded.agency)
    await Sealer(gateway).seal_all()
    assert await sealed_lines(gateway, founded.agency) == [[ours]]
    (theirs,) = await sealed_lines(gateway, founded.neighbour)
    assert len(theirs) == 1
    assert ours not in theirs


async def test_an_agency_that_is_locked_does_not_keep_others_from_their_seals(
    founded: Founded, gateway: Database
) -> None:
    """It waits for the longest, and so is the first."""
    ours = await add(gateway, founded.agency)
    owner = await asyncpg.connect(founded.url)
    async with owner.transaction():
        table = f'"{schema_of(founded.neighbour)}".audit_seal'
        await owner.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        await Sealer(gateway).seal_all()
        assert await sealed_lines(gateway, founded.agency) == [[ours]]
    await owner.close()
    await Sealer(gateway).seal_all()
    assert (await read(gateway, founded.neighbour)).unsealed == 0


async def test_a_sealer_that_dies_in_the_middle_leaves_nothing_half_done(
    founded: Founded, gateway: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "LOCKED_S", 60)
    line = await add(gateway, founded.agency)
    owner = await asyncpg.connect(founded.url)
    table = f'"{schema_of(founded.agency)}".audit_seal'
    async with owner.transaction():  # it has taken the line off the list, and waits here
        await owner.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        dying = asyncio.create_task(actions.seal(gateway, founded.agency))
        pid = await eventually(lambda: owner.fetchval(_WAITS_FOR, table), lambda pid: pid)
        await owner.execute("SELECT pg_terminate_backend($1)", pid)
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
            await dying
    await owner.close()
    assert (await read(gateway, founded.agency)).first_unsealed == (line,)
    assert await actions.seal(gateway, founded.agency) == 1
    assert await sealed_lines(gateway, founded.agency) == [[line]]


_WAITS_FOR = """SELECT pid FROM pg_locks WHERE relation = $1::text::regclass AND NOT granted"""


async def test_of_two_sealers_one_seals(founded: Founded, gateway: Database) -> None:
    for _ in range(20):
        await add(gateway, founded.agency)
    done = await asyncio.gather(
        *(actions.seal(gateway, founded.agency) for _ in range(3)), return_exceptions=True
    )
    assert sum(each for each in done if isinstance(each, int)) == 20
    verdict = await read(gateway, founded.agency)
    assert (verdict.head, verdict.broken, verdict.unsealed) == (1, None, 0)


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit SET act = 'nothing' WHERE act = 'act 3'", "seal 4, or a line in it"),
        ("UPDATE audit SET at = at + interval '1 microsecond' WHERE act = 'act 0'", "seal 1, or a"),
        ("UPDATE audit SET who = 'person', act = '1:' || act WHERE act = 'act 2'", "seal 3, or a"),
        ("UPDATE audit SET who = 'person:2' WHERE act = 'act 0'", "seal 1, or a"),
        ("UPDATE audit SET thing = 'take' WHERE act = 'act 4'", "seal 5, or a"),
        ("UPDATE audit SET thing_id = NULL WHERE act = 'act 1'", "seal 2, or a"),
        ("UPDATE audit SET address = '::2' WHERE act = 'act 2'", "seal 3, or a"),
        ("DELETE FROM audit WHERE act = 'act 1'", "of seal 2 was removed"),
        ("DELETE FROM audit_seal WHERE number = 3", "seal 3 was changed or removed"),
        ("UPDATE audit_seal SET number = 9 WHERE number = 5", "seal 5 was changed or removed"),
        ("UPDATE audit_seal SET previous = sha256('x') WHERE number = 2", "seal 2 was changed"),
        ("UPDATE audit_seal SET sealed_at = now() WHERE number = 1", "seal 1, or a line"),
        (
            """UPDATE audit_seal SET lines = lines || (
                SELECT lines FROM audit_seal WHERE number = 1) WHERE number = 5""",
            "seal 5, or a line",
        ),
    ],
)
async def test_whoever_changes_what_is_sealed_is_found_out(
    statement: str, broken: str, founded: Founded, gateway: Database
) -> None:
    for n in range(5):
        await add(gateway, founded.agency, f"act {n}")
        await actions.seal(gateway, founded.agency)
    assert (await read(gateway, founded.agency)).broken is None
    await tamper(founded, statement)
    assert broken in str((await read(gateway, founded.agency)).broken)
    assert (await read(gateway, founded.neighbour)).broken is None


async def test_a_line_that_is_removed_before_its_seal_is_seen_by_the_sealer(
    founded: Founded, gateway: Database
) -> None:
    line = await add(gateway, founded.agency)
    await tamper(founded, "DELETE FROM audit")
    with capture_logs() as logs:
        await actions.seal(gateway, founded.agency)
    assert [(each["event"], each["lines"]) for each in logs] == [
        ("audit lines were removed", [str(line)])
    ]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE {table} SET hash = ''", "DELETE FROM {table}", "TRUNCATE {table}"],
    ids=["update", "delete", "truncate"],
)
@pytest.mark.parametrize("table", ["audit", "audit_seal"])
async def test_the_owner_does_not_change_it_by_mistake(
    table: str, statement: str, founded: Founded
) -> None:
    owner = await asyncpg.connect(founded.url)
    with pytest.raises(asyncpg.RaiseError, match="only ever added"):
        await owner.execute(statement.format(table=f'"{schema_of(founded.agency)}".{table}'))
    await owner.close()


_SEAL = """INSERT INTO audit_seal (number, previous, lines, sealed_at, hash)
    VALUES (1, sha256('x'), ARRAY[gen_random_uuid()], now(), sha256('x'))"""
_LINE = "INSERT INTO audit (id, who, act, thing) VALUES (gen_random_uuid(), 'x', 'x', 'x')"


@pytest.mark.parametrize(
    ("duty", "statement"),
    [
        ("", _SEAL),
        ("", "DELETE FROM audit_seal"),
        ("", "UPDATE audit_seal SET number = 2"),
        ("", "DELETE FROM audit"),
        ("", "UPDATE audit SET act = ''"),
        (
            "",
            """INSERT INTO audit (id, who, act, thing, line, hash)
            VALUES (gen_random_uuid(), 'x', 'x', 'x', 7, '\\x00')""",
        ),
        ("", "SELECT line_id FROM gateway.audit_unsealed"),
        ("", "DELETE FROM gateway.audit_unsealed"),
        ("", "INSERT INTO gateway.audit_unsealed VALUES (gen_random_uuid(), gen_random_uuid())"),
        (DUTY, _LINE),
        (DUTY, "DELETE FROM audit"),
        (DUTY, "UPDATE audit_seal SET number = 2"),
        (DUTY, "SELECT title FROM production"),
        (DUTY, "INSERT INTO gateway.audit_unsealed VALUES (gen_random_uuid(), gen_random_uuid())"),
    ],
)
async def test_requests_seal_nothing_and_the_sealer_does_nothing_else(
    duty: str, statement: str, founded: Founded, gateway: Database
) -> None:
    async with gateway.tenant(founded.agency, duty=duty) as tx:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await tx.execute(statement)


async def test_the_sealer_seals_by_itself_and_logs_the_heads(
    founded: Founded, gateway: Database
) -> None:
    await register(founded)
    async with background_tasks(Sealer(gateway).run(), Sealer(gateway).run()):
        line = await add(gateway, founded.agency)
        assert await eventually(lambda: sealed_lines(gateway, founded.agency), bool) == [[line]]
    with capture_logs() as logs:
        await log_heads(gateway)
    ours = await read(gateway, founded.agency)
    heads = {each["agency"]: each["hash"] for each in logs if each["event"] == "audit head"}
    assert heads[str(founded.agency)] == ours.hash
    assert heads.keys() == {str(founded.agency), str(founded.neighbour)}


async def test_a_line_that_waits_for_long_alarms(founded: Founded, gateway: Database) -> None:
    moments = iter((0.0, ALARM_S, ALARM_S + 1, ALARM_S + 2))
    alarm = SealAlarm(gateway, lambda: next(moments))
    with capture_logs() as logs:
        await alarm.look()
        await alarm.look()
        assert not logs
        await alarm.look()
        assert [(each["log_level"], each["lines"]) for each in logs] == [("error", 1)]
        await Sealer(gateway).seal_all()
        await alarm.look()
        assert len(logs) == 1


async def test_a_sealer_that_is_behind_alarms(founded: Founded, gateway: Database) -> None:
    """What was the oldest line is sealed meanwhile; what was the newest waits for too long."""
    moments = iter((0.0, ALARM_S / 2, ALARM_S + 1))
    alarm = SealAlarm(gateway, lambda: next(moments))
    await add(gateway, founded.agency)
    with capture_logs() as logs:
        await alarm.look()
        await actions.seal(gateway, founded.neighbour)
        await add(gateway, founded.neighbour)
        await alarm.look()
        await alarm.look()
    assert [(each["event"], each["seconds"]) for each in logs] == [
        ("audit lines wait for their seal", ALARM_S + 1)
    ]


async def test_the_command_reads_every_agency(founded: Founded, gateway: Database) -> None:
    await register(founded)
    await add(gateway, founded.agency)
    assert sorted(each.unsealed for _, each in await verify(gateway)) == [1, 1]
    await Sealer(gateway).seal_all()
    assert sorted(each.unsealed for _, each in await verify(gateway)) == [0, 0]
    assert await command(founded) == 0
    await tamper(founded, "UPDATE audit SET act = 'nothing'")
    assert await command(founded) == 1


async def register(founded: Founded) -> None:
    owner: Any = await asyncpg.connect(founded.url)
    for agency in (founded.agency, founded.neighbour):
        await owner.execute(
            "INSERT INTO platform.agency (id, name) VALUES ($1::text::uuid, 'A')", str(agency)
        )
    await owner.close()


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
