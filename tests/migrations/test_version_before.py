"""What the version of d83e801 left behind: an archive and a whole database, kept beside this.

`agency.tar.gz` is an agency as `./infra/data export` wrote it there; `database.sql` is the database
in which it was, with a second agency, as `pg_dump --no-owner --inserts` wrote it (comments left
out). People had made the data by the pages, with a recorded take; then rows were added as a long
year leaves them: takes in each phase, two in the post-processor's queue and two on lease, names in
six scripts, consent refused, and to words that nobody knows any more.
"""

import re
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg
import pytest

from infra.archives import importing, tables
from infra.archives.manifest import Manifest, TableFile
from infra.archives.tables import RENAMED
from infra.embedded.postgres import Postgres
from services.gateway.platform.audit import verification
from services.gateway.platform.audit.sealing.actions import seal
from services.gateway.platform.audit.verification import Verdict
from shared import migrations
from shared.ids import AgencyId, new_id
from shared.migrations import SERVICES
from shared.tenancy import Database, role_of, schema_of
from tests.integration.archives.conftest import elsewhere
from tests.migrated import PASSWORDS, databases
from tests.migrations.test_migrations import shape

BEFORE = Path(__file__).parent / "version_d83e801"
OFFICE = "Großes Büro \u2013 大 & Söhne"
NAMES = {"Ana Silva", "李 小龍", "محمد الأمين", "Zoë Þórsdóttir", "Ελένη Παπαδοπούλου"}
_ROLE = re.compile(
    r"\b(?:callboard|gateway|rooms|billing)_(?:[0-9a-f]{32}|\w+_(?:tenant|platform))"
)

Rows: TypeAlias = dict[str, list[dict[str, Any]]]


@pytest.fixture
async def left_behind(database: str) -> str:
    """Return the address of a database that is as that version left it."""
    dump = (BEFORE / "database.sql").read_text()
    owner = await asyncpg.connect(database)
    known = {row["rolname"] for row in await owner.fetch("SELECT rolname FROM pg_roles")}
    logins = {f"callboard_{service}" for service in SERVICES}
    for role in {
        *_ROLE.findall(dump),
        *logins,
    } - known:  # roles outlast the test, as memberships do
        inherits = "NOINHERIT" if role in logins else "INHERIT"
        await owner.execute(f'CREATE ROLE "{role}" NOLOGIN {inherits}')
    await owner.execute(dump)
    for row in await owner.fetch("SELECT agency_id FROM platform.tenant"):
        await owner.execute(
            "\n".join(
                f'GRANT callboard_{service}_tenant TO "{role_of(service, row["agency_id"])}";'
                f' GRANT "{role_of(service, row["agency_id"])}" TO callboard_{service};'
                for service in SERVICES
            )
        )
    await owner.close()
    return database


async def contents(url: str) -> Rows:
    """Return all rows, by their tables."""
    owner: Any = await asyncpg.connect(url)
    try:
        found = await tables.of_no_agency(owner)
        for row in await owner.fetch("SELECT agency_id FROM platform.tenant"):
            found += await tables.of_schema(owner, schema_of(row["agency_id"]))
        return {
            table.label: [
                dict(row)
                for row in await owner.fetch(
                    f"SELECT {table.listed} FROM {table.quoted} ORDER BY {table.listed}"
                )
            ]
            for table in found
            if table.label != "platform.migration"
        }
    finally:
        await owner.close()


def as_before(after: Rows, before: Rows) -> Rows:
    """Leave out the tables and columns that came later, give tables their old names, and guests
    their links."""
    names = {label: ".".join(RENAMED.get(label, [label])) for label in before}
    links = _by_guest(after)
    return {
        label: [
            {column: (row | links.get(row.get("id"), {}))[column] for column in rows[0]}
            for row in after[names[label]]
        ]
        if (rows := before[label])
        else after[names[label]]
        for label in before
    }


def _by_guest(rows: Rows) -> dict[Any, dict[str, Any]]:
    """Return the columns of personal links that guests had themselves."""
    columns = ("token_hash", "expires_at", "revoked_at", "opened_at")
    return {
        link["guest_id"]: {column: link[column] for column in columns}
        for label, found in rows.items()
        if label.endswith(".access_link")
        for link in found
    }


@pytest.mark.parametrize("contract", [False, True])
async def test_its_database_is_migrated_with_its_data(contract: bool, left_behind: str) -> None:
    before = await contents(left_behind)
    await migrations.migrate(left_behind, PASSWORDS, contract=contract)
    assert as_before(await contents(left_behind), before) == before
    assert len(before["platform.tenant"]) == 2
    assert {len(before[label]) for label in RENAMED} == {2}


async def test_its_mails_are_in_the_records_of_its_agencies(left_behind: str) -> None:
    owner: Any = await asyncpg.connect(left_behind)
    queued = """SELECT agency_id, id, about, sent_at IS NOT NULL AS sent
        FROM gateway.mail WHERE agency_id IS NOT NULL"""
    before = [tuple(row) for row in await owner.fetch(queued)]
    await migrations.migrate(left_behind, PASSWORDS)
    for agency in {row[0] for row in before}:
        kept = await owner.fetch(
            f"""SELECT id, thing_id, status, production_id IS NOT NULL AS of_one
            FROM "{schema_of(agency)}".mail_record WHERE thing = 'guest'"""
        )
        assert {(agency, row["id"], row["thing_id"], row["status"] == "sent") for row in kept} <= {
            *before
        }
        assert kept
        assert all(row["of_one"] for row in kept)
    await owner.close()


async def test_its_agencies_become_as_a_new_one(left_behind: str) -> None:
    await migrations.migrate(left_behind, PASSWORDS, contract=True)
    owner = await asyncpg.connect(left_behind)
    fresh = AgencyId(new_id())
    async with owner.transaction():
        await migrations.create_tenant(owner, fresh)
    old = [
        row["agency_id"] for row in await owner.fetch("SELECT id AS agency_id FROM platform.agency")
    ]
    await owner.close()
    assert len(old) == 2
    wanted = await shape(left_behind, fresh)
    for agency in old:
        assert await shape(left_behind, agency) == wanted


async def test_its_audit_logs_are_whole_and_are_sealed_from_their_last_line_on(
    left_behind: str,
) -> None:
    await migrations.migrate(left_behind, PASSWORDS)
    async with databases(left_behind, "gateway") as (gateway,):
        async with gateway.platform() as tx:
            agencies = [row["agency_id"] for row in await tx.fetch(_TENANTS)]
        for agency in agencies:
            before = await _verified(gateway, agency)
            assert (before.head, before.broken, before.unsealed) == (0, None, 0)
            async with gateway.tenant(agency) as tx:
                await tx.execute(_LINE_AS_BEFORE, new_id())
            assert await seal(gateway, agency) == 1
            after = await _verified(gateway, agency)
            assert (after.lines, after.head, after.broken) == (before.lines + 1, 1, None)
            async with gateway.tenant(agency) as tx:
                bound_to = await tx.fetchval("SELECT previous FROM audit_seal")
            assert bound_to.hex() == before.hash
    assert len(agencies) == 2


_TENANTS = "SELECT agency_id FROM platform.tenant"
_LINE_AS_BEFORE = """INSERT INTO audit (id, at, who, act, thing, thing_id, address)
    VALUES ($1, clock_timestamp(), 'person:1', 'read', 'sides', $1, '')"""


async def _verified(gateway: Database, agency: AgencyId) -> Verdict:
    async with gateway.tenant(agency, one_moment=True) as tx:
        return await verification.verify(tx)


async def test_its_archive_comes_in(postgres: Postgres, tmp_path: Path) -> None:
    async with elsewhere(postgres, tmp_path / "objects") as there:
        manifest = await importing.take_in(there, BEFORE / "agency.tar.gz")
        assert manifest.title == OFFICE
        assert manifest.subject
        async with there.snapshot() as connection:
            counted = await _counted(connection, manifest)
            names = await connection.fetch(
                f'SELECT name FROM "{schema_of(manifest.subject)}".guest'
            )
            answers = await connection.fetch(
                f'SELECT status FROM "{schema_of(manifest.subject)}".answer'
            )
        assert counted == {f"{t.schema}.{t.table}": t.rows for t in manifest.tables}
        assert {row["status"] for row in answers} <= {"sent", "failed"}
        assert len(answers) == 2
        assert counted["platform.finishing"] == 2
        assert {row["name"] for row in names} > NAMES
        kept = {key async for key in there.objects.keys(manifest.subject.hex)}
        assert kept == {item.key for item in manifest.objects}
        assert len(kept) == 6


async def _counted(connection: Any, manifest: Manifest) -> dict[str, int]:
    agency: UUID = manifest.subject or UUID(int=0)
    return {
        f"{t.schema}.{t.table}": await connection.fetchval(
            f"SELECT count(*) FROM {'.'.join(_place(t, schema_of(agency)))}"
        )
        for t in manifest.tables
    }


def _place(table: TableFile, own: str) -> tuple[str, str]:
    return RENAMED.get(f"{table.schema}.{table.table}", (table.schema or own, table.table))
