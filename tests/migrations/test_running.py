"""Migrations while people work: services go on, locks are waited for, a killed run is taken up."""

import asyncio
import io
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import asyncpg
import pytest

from shared import migrations
from shared.ids import new_id
from shared.migrations import MigrationsFailed
from shared.migrations.model import Failure
from shared.migrations.progress import Bar
from shared.tenancy import Database, schema_of
from tests.migrated import PASSWORDS, agencies, databases
from tests.migrations.test_migrations import add, checkout

__all__ = ["checkout"]

_EXPAND = """ALTER TABLE production ADD COLUMN later text NOT NULL DEFAULT '';
    CREATE INDEX production_later ON production (later);"""


async def work(gateway: Database, agency: object, stop: asyncio.Event) -> int:
    """Do as the code of before the migration does; return how often."""
    done = 0
    while not stop.is_set():
        async with gateway.tenant(agency) as tx:  # type: ignore[arg-type]
            await tx.execute(
                "INSERT INTO production (id, title, started_by) VALUES ($1, 'The Tempest', $1)",
                new_id(),
            )
            assert await tx.fetch("SELECT id, title, company FROM production LIMIT 5")
        done += 1
    return done


async def test_old_code_goes_on_while_everything_expands(database: str, checkout: Path) -> None:
    made = await agencies(database, 6)
    add(checkout, "9001_later.sql", _EXPAND)
    stop = asyncio.Event()
    async with databases(database, "gateway") as (gateway,), asyncio.TaskGroup() as group:
        working = [group.create_task(work(gateway, agency, stop)) for agency in made[:3]]
        assert await migrations.migrate(database, PASSWORDS, checkout) == (0, 6)
        stop.set()
    assert all(task.result() > 0 for task in working)


@asynccontextmanager
async def held(database: str, schema: str, until: asyncio.Event) -> AsyncIterator[None]:
    """Hold a table as a long report would, from before the block begins."""
    connection = await asyncpg.connect(database)
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute(f'LOCK TABLE "{schema}".production IN SHARE MODE')

    async def let_go() -> None:
        await until.wait()
        await transaction.rollback()

    async with asyncio.TaskGroup() as group:
        group.create_task(let_go())
        yield
    await connection.close()


async def test_a_lock_is_waited_for_without_stopping_the_others(
    database: str, checkout: Path
) -> None:
    """The one in the way makes only its own agency late: everybody else is told first."""
    made = await agencies(database, 5)
    add(checkout, "9001_later.sql", _EXPAND)
    others_done = asyncio.Event()

    def progress(done: int, of: int, failure: Failure | None) -> None:
        assert failure is None
        if done == of - 1:
            others_done.set()

    async with held(database, schema_of(made[2]), others_done):
        assert await migrations.migrate(database, PASSWORDS, checkout, progress) == (0, 5)


async def test_a_run_that_is_killed_is_taken_up_by_the_next(database: str, checkout: Path) -> None:
    await agencies(database, 8)
    add(checkout, "9001_later.sql", _EXPAND)
    some_done = asyncio.Event()

    def progress(done: int, _: int, __: Failure | None) -> None:
        if done == 2:
            some_done.set()

    running = asyncio.create_task(migrations.migrate(database, PASSWORDS, checkout, progress))
    await some_done.wait()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    _, left = await migrations.migrate(database, PASSWORDS, checkout)
    assert left <= 6
    assert await migrations.migrate(database, PASSWORDS, checkout) == (0, 0)


async def test_each_file_is_whole_or_not_there(database: str, checkout: Path) -> None:
    """The second statement fails, so the first has not happened either."""
    (agency,) = await agencies(database, 1)
    add(checkout, "9001_half.sql", "CREATE TABLE half (x int); ALTER TABLE nowhere ADD y int;")
    with pytest.raises(MigrationsFailed, match="nowhere"):
        await migrations.migrate(database, PASSWORDS, checkout)
    owner = await asyncpg.connect(database)
    assert not await owner.fetchval("SELECT to_regclass($1)", f"{schema_of(agency)}.half")
    assert await owner.fetchval("SELECT current_setting('search_path')") == '"$user", public'
    note = await owner.fetchrow(
        "SELECT state, error FROM platform.migration WHERE file = '9001_half.sql'"
    )
    await owner.close()
    assert note
    assert note["state"] == "failed"
    assert "nowhere" in note["error"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar_and_a_log_plain_lines() -> None:
    failure = Failure("agency_7", "gateway/9001_bad.sql", "no such table")
    terminal, log = Terminal(), io.StringIO()
    for out in (terminal, log):
        bar = Bar(out)
        for done in range(1, 251):
            bar(done, 250, failure if done == 7 else None)
    assert terminal.getvalue().count("\r") > 250
    assert terminal.getvalue().endswith("█ 250/250\n")
    assert "agency_7 gateway/9001_bad.sql: no such table" in terminal.getvalue()
    assert log.getvalue().splitlines() == [
        "agency_7 gateway/9001_bad.sql: no such table",
        "100 of 250 agencies",
        "200 of 250 agencies",
        "250 of 250 agencies",
    ]


async def test_the_command_says_what_it_did(database: str) -> None:
    await agencies(database, 2)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "shared.migrations"),
        cwd=migrations.ROOT,
        env={
            "DATABASE_OWNER_URL": database,
            **{f"DATABASE_{name.upper()}_PASSWORD": word for name, word in PASSWORDS.items()},
        },
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert said.decode() == "migrations: 0 platform and 0 tenant files applied\n"
    assert process.returncode == 0
