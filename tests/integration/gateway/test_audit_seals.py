"""The seals of an agency's audit log in a real database: many write, one seals, once each line."""

import asyncio
from contextlib import AsyncExitStack

import asyncpg
import pytest
from structlog.testing import capture_logs

from services.gateway.platform.audit.sealing import actions
from services.gateway.platform.audit.sealing.alarm import ALARM_S, SealAlarm
from services.gateway.platform.audit.sealing.sealer import Sealer, log_heads
from services.gateway.platform.audit.verification import Verdict
from shared.background_tasks import background_tasks
from shared.tenancy import Database, schema_of
from tests.eventually import eventually
from tests.integration.gateway.audit_log import add, read, register, sealed_lines, tamper, write
from tests.migrated import Founded, sign_in

WRITERS = 50


async def test_an_empty_log_is_whole(founded: Founded, audit_logs: Database) -> None:
    assert await read(audit_logs, founded.agency) == Verdict(0, 0, "0" * 64)


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
    founded: Founded, audit_logs: Database
) -> None:
    async with audit_logs.tenant(founded.agency) as late:
        first = await write(late, "begun first, committed last")
        second = await add(audit_logs, founded.agency)
        await actions.seal(audit_logs, founded.agency)
        assert await sealed_lines(audit_logs, founded.agency) == [[second]]
    verdict = await read(audit_logs, founded.agency)
    assert (verdict.unsealed, verdict.first_unsealed) == (1, (first,))
    for _ in range(2):
        await actions.seal(audit_logs, founded.agency)
    assert await sealed_lines(audit_logs, founded.agency) == [[second], [first]]
    whole = await read(audit_logs, founded.agency)
    assert (whole.lines, whole.head, whole.broken, whole.unsealed) == (2, 2, None, 0)


async def test_what_is_rolled_back_is_not_sealed(founded: Founded, audit_logs: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with audit_logs.tenant(founded.agency) as tx:
            await write(tx, "never")
            raise ZeroDivisionError
    assert await actions.seal(audit_logs, founded.agency) == 0
    assert await read(audit_logs, founded.agency) == Verdict(0, 0, "0" * 64)


async def test_the_neighbours_lines_are_sealed_apart(
    founded: Founded, audit_logs: Database
) -> None:
    ours = await add(audit_logs, founded.agency)
    await Sealer(audit_logs).seal_all()
    assert await sealed_lines(audit_logs, founded.agency) == [[ours]]
    (theirs,) = await sealed_lines(audit_logs, founded.neighbour)
    assert len(theirs) == 1
    assert ours not in theirs


async def test_an_agency_that_is_locked_does_not_keep_others_from_their_seals(
    founded: Founded, audit_logs: Database
) -> None:
    """It waits for the longest, and so is the first."""
    ours = await add(audit_logs, founded.agency)
    owner = await asyncpg.connect(founded.url)
    async with owner.transaction():
        table = f'"{schema_of(founded.neighbour)}".audit_seal'
        await owner.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        await Sealer(audit_logs).seal_all()
        assert await sealed_lines(audit_logs, founded.agency) == [[ours]]
    await owner.close()
    await Sealer(audit_logs).seal_all()
    assert (await read(audit_logs, founded.neighbour)).unsealed == 0


async def test_a_sealer_that_dies_in_the_middle_leaves_nothing_half_done(
    founded: Founded, audit_logs: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "LOCKED_S", 60)
    line = await add(audit_logs, founded.agency)
    owner = await asyncpg.connect(founded.url)
    table = f'"{schema_of(founded.agency)}".audit_seal'
    async with owner.transaction():  # it has taken the line off the list, and waits here
        await owner.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        dying = asyncio.create_task(actions.seal(audit_logs, founded.agency))
        pid = await eventually(lambda: owner.fetchval(_WAITS_FOR, table), lambda pid: pid)
        await owner.execute("SELECT pg_terminate_backend($1)", pid)
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
            await dying
    await owner.close()
    assert (await read(audit_logs, founded.agency)).first_unsealed == (line,)
    assert await actions.seal(audit_logs, founded.agency) == 1
    assert await sealed_lines(audit_logs, founded.agency) == [[line]]


_WAITS_FOR = """SELECT pid FROM pg_locks WHERE relation = $1::text::regclass AND NOT granted"""


async def test_of_two_sealers_one_seals(founded: Founded, audit_logs: Database) -> None:
    for _ in range(20):
        await add(audit_logs, founded.agency)
    done = await asyncio.gather(
        *(actions.seal(audit_logs, founded.agency) for _ in range(3)), return_exceptions=True
    )
    assert sum(each for each in done if isinstance(each, int)) == 20
    verdict = await read(audit_logs, founded.agency)
    assert (verdict.head, verdict.broken, verdict.unsealed) == (1, None, 0)


async def test_a_line_that_is_removed_before_its_seal_is_seen_by_the_sealer(
    founded: Founded, audit_logs: Database
) -> None:
    line = await add(audit_logs, founded.agency)
    await tamper(founded, "DELETE FROM audit")
    with capture_logs() as logs:
        await actions.seal(audit_logs, founded.agency)
    assert [(each["event"], each["lines"]) for each in logs] == [
        ("audit lines were removed", [str(line)])
    ]


async def test_the_sealer_seals_by_itself_and_logs_the_heads(
    founded: Founded, audit_logs: Database
) -> None:
    await register(founded)
    async with background_tasks(Sealer(audit_logs).run(), Sealer(audit_logs).run()):
        line = await add(audit_logs, founded.agency)
        assert await eventually(lambda: sealed_lines(audit_logs, founded.agency), bool) == [[line]]
    with capture_logs() as logs:
        await log_heads(audit_logs)
    ours = await read(audit_logs, founded.agency)
    heads = {each["agency"]: each["hash"] for each in logs if each["event"] == "audit head"}
    assert heads[str(founded.agency)] == ours.hash
    assert heads.keys() == {str(founded.agency), str(founded.neighbour)}


async def test_a_line_that_waits_for_long_alarms(founded: Founded, audit_logs: Database) -> None:
    moments = iter((0.0, ALARM_S, ALARM_S + 1, ALARM_S + 2))
    alarm = SealAlarm(audit_logs, lambda: next(moments))
    with capture_logs() as logs:
        await alarm.look()
        await alarm.look()
        assert not logs
        await alarm.look()
        assert [(each["log_level"], each["lines"]) for each in logs] == [("error", 1)]
        await Sealer(audit_logs).seal_all()
        await alarm.look()
        assert len(logs) == 1


async def test_a_sealer_that_is_behind_alarms(founded: Founded, audit_logs: Database) -> None:
    """What was the oldest line is sealed meanwhile; what was the newest waits for too long."""
    moments = iter((0.0, ALARM_S / 2, ALARM_S + 1))
    alarm = SealAlarm(audit_logs, lambda: next(moments))
    await add(audit_logs, founded.agency)
    with capture_logs() as logs:
        await alarm.look()
        await actions.seal(audit_logs, founded.neighbour)
        await add(audit_logs, founded.neighbour)
        await alarm.look()
        await alarm.look()
    assert [(each["event"], each["seconds"]) for each in logs] == [
        ("audit lines wait for their seal", ALARM_S + 1)
    ]
