"""Nobody changes what is in an agency's audit log, or it is found out."""

import asyncio
import os
import sys

import asyncpg
import pytest

from services.gateway.platform.audit.__main__ import verify
from services.gateway.platform.audit.sealing import actions
from services.gateway.platform.audit.sealing.model import DUTY
from services.gateway.platform.audit.sealing.sealer import Sealer
from shared.tenancy import Database, schema_of
from tests.integration.gateway.audit_log import add, read, register, tamper
from tests.migrated import Founded, sign_in


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
    statement: str, broken: str, founded: Founded, audit_logs: Database
) -> None:
    for n in range(5):
        await add(audit_logs, founded.agency, f"act {n}")
        await actions.seal(audit_logs, founded.agency)
    assert (await read(audit_logs, founded.agency)).broken is None
    await tamper(founded, statement)
    assert broken in str((await read(audit_logs, founded.agency)).broken)
    assert (await read(audit_logs, founded.neighbour)).broken is None


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
    duty: str, statement: str, founded: Founded, audit_logs: Database
) -> None:
    async with audit_logs.tenant(founded.agency, duty=duty) as tx:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await tx.execute(statement)


async def test_the_command_reads_every_agency(founded: Founded, audit_logs: Database) -> None:
    await register(founded)
    await add(audit_logs, founded.agency)
    assert sorted(each.unsealed for _, each in await verify(audit_logs)) == [1, 1]
    await Sealer(audit_logs).seal_all()
    assert sorted(each.unsealed for _, each in await verify(audit_logs)) == [0, 0]
    assert await command(founded) == 0
    await tamper(founded, "UPDATE audit SET act = 'nothing'")
    assert await command(founded) == 1


async def command(founded: Founded) -> int | None:
    """Run the command as an operator does; return how it ended."""
    keys = dict.fromkeys(
        ("INTERNAL_TOKEN", "TICKET_KEY", "CSRF_KEY", "WEBHOOK_KEY", "DIRECTORY_KEY"), "x" * 32
    )
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
