"""Migrations: replayed history is a new schema, and a bad file stops nobody else."""

import shutil
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from shared import addresses, migrations
from shared.ids import AgencyId, new_id
from shared.migrations import ROOT, ChecksumChanged, MigrationsFailed
from shared.tenancy import role_of, schema_of
from tests.migrated import PASSWORDS, agencies

_SHAPE = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
    pg_get_expr(d.adbin, d.adrelid) AS fallback
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'i')
ORDER BY 1, 2
"""
_RULES = """
SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = $1::regnamespace ORDER BY 1, 2
"""
_POLICIES = """
SELECT tablename, policyname, roles::text, qual, with_check FROM pg_policies
WHERE schemaname = $1 ORDER BY 1, 2
"""
_GRANTS = """
SELECT table_name, privilege_type, grantee FROM information_schema.role_table_grants
WHERE table_schema = $1 ORDER BY 1, 2, 3
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy all migrations, so that a test may add to them."""
    for home in ("shared", *(f"services/{service}" for service in migrations.SERVICES)):
        source = ROOT / home / "migrations"
        if source.exists():
            shutil.copytree(source, tmp_path / home / "migrations")
    return tmp_path


def add(checkout: Path, name: str, sql: str) -> None:
    (checkout / "services/gateway/migrations/tenant" / name).write_text(sql)


def put_aside(checkout: Path, files: str) -> dict[Path, str]:
    """Take migrations out of a checkout; return what is to be put back."""
    kept = {path: path.read_text() for path in checkout.rglob(files)}
    for path in kept:
        path.unlink()
    return kept


async def shape(owner_url: str, agency: AgencyId) -> list[Any]:
    """Describe an agency's schema, with its own names replaced by common ones."""
    owner = await asyncpg.connect(owner_url)
    try:
        found = [*await owner.fetch(_SHAPE, schema_of(agency))]
        found += await owner.fetch(_RULES, schema_of(agency))
        found += await owner.fetch(_GRANTS, schema_of(agency))
        found += await owner.fetch(_POLICIES, schema_of(agency))
    finally:
        await owner.close()
    text = [str(tuple(row.values())).replace(schema_of(agency), "agency") for row in found]
    for service in migrations.SERVICES:
        text = [line.replace(role_of(service, agency), service) for line in text]
    return sorted(text)


async def test_replayed_history_is_a_new_schema(database: str, checkout: Path) -> None:
    (old,) = await agencies(database, 1)
    add(checkout, "9001_later.sql", "ALTER TABLE production ADD COLUMN later text;")
    assert await migrations.migrate(database, PASSWORDS, checkout) == (0, 1)
    new = await _provision(database, checkout)
    replayed, fresh = await shape(database, old), await shape(database, new)
    assert any("later" in line for line in fresh)
    assert replayed == fresh


async def test_running_again_changes_nothing(database: str) -> None:
    await agencies(database, 2)
    assert await migrations.migrate(database, PASSWORDS) == (0, 0)


async def test_a_canary_that_fails_keeps_the_others_from_it(database: str, checkout: Path) -> None:
    first, second = await agencies(database, 2)
    add(checkout, "9001_bad.sql", "ALTER TABLE nowhere ADD COLUMN later text;")
    with pytest.raises(MigrationsFailed) as failed:
        await migrations.migrate(database, PASSWORDS, checkout)
    assert [failure.scope for failure in failed.value.failures] == [schema_of(first)]
    assert schema_of(second) not in str(failed.value)


async def test_one_agency_that_fails_does_not_stop_the_rest_and_the_next_run_resumes(
    database: str, checkout: Path
) -> None:
    made = await agencies(database, 4)
    owner = await asyncpg.connect(database)
    await owner.execute(f'CREATE TABLE "{schema_of(made[2])}".later (x int)')
    add(checkout, "9001_later.sql", "CREATE TABLE later (x int);")
    with pytest.raises(MigrationsFailed) as failed:
        await migrations.migrate(database, PASSWORDS, checkout)
    assert [failure.scope for failure in failed.value.failures] == [schema_of(made[2])]
    await owner.execute(f'DROP TABLE "{schema_of(made[2])}".later')
    await owner.close()
    assert await migrations.migrate(database, PASSWORDS, checkout) == (0, 1)


async def test_an_edited_file_is_noticed(database: str, checkout: Path) -> None:
    await agencies(database, 1)
    for file in (checkout / "services/gateway/migrations/tenant").glob("0001_*.sql"):
        file.write_text(file.read_text() + "-- edited\n")
    with pytest.raises(ChecksumChanged):
        await migrations.migrate(database, PASSWORDS, checkout)


async def _provision(database: str, checkout: Path) -> AgencyId:
    agency = AgencyId(new_id())
    owner = await asyncpg.connect(database)
    async with owner.transaction():
        await migrations.create_tenant(owner, agency, checkout)
    await owner.close()
    return agency


async def test_addresses_that_were_folded_are_found_by_what_is_compared_now(
    database: str, checkout: Path
) -> None:
    """What folding took apart is composed again; the rows and all else in them stay."""
    later: dict[Path, str] = {}  # what shows what is added there
    for files in (
        *("*_own_members.sql", "*_views.sql", "*_mail_records.sql", "*.contract.sql"),
        *("00[2-9]*.sql", "rooms/migrations/tenant/001[2-9]_*.sql"),
    ):
        later |= put_aside(checkout, files)
    kept = put_aside(checkout, "*_addresses.sql") | later
    await migrations.migrate(database, PASSWORDS, checkout)
    agency = await _provision(database, checkout)
    owner = await asyncpg.connect(database)
    folded = ["ΐ@actors.test".casefold(), "ana@strasse.test", "\uab70@actors.test".casefold()]
    person = new_id()
    for email in folded:
        await owner.execute(
            "INSERT INTO platform.person (id, email) VALUES ($1, $2)", new_id(), email
        )
    await _guest(owner, agency, person, folded[0])
    for path, sql in kept.items():
        path.write_text(sql)
    await migrations.migrate(database, PASSWORDS, checkout)
    emails = [r["email"] for r in await owner.fetch("SELECT email FROM platform.person ORDER BY 1")]
    guest = await owner.fetchrow(f'SELECT email, name FROM "{schema_of(agency)}".guest')
    await owner.close()
    wanted = [
        addresses.comparable(a) for a in ("Ϊ́@actors.test", "ana@strasse.test", "\u13a0@actors.test")
    ]
    assert sorted(emails) == sorted(wanted)
    assert guest
    assert tuple(guest.values()) == (wanted[0], "Ana")


async def _guest(owner: Any, agency: AgencyId, person: Any, email: str) -> None:
    await owner.execute(f'SET search_path TO "{schema_of(agency)}"')
    await owner.execute(
        "INSERT INTO production (id, title, started_by) VALUES ($1, 'The Tempest', $1)", person
    )
    await owner.execute(
        """INSERT INTO session (id, production_id, title, local_date, zone)
        VALUES ($1, $1, 'First round', '2027-01-15', 'Europe/London')""",
        person,
    )
    await owner.execute(
        """INSERT INTO guest (id, session_id, role, name, email, token_hash, invited_by, expires_at)
        VALUES ($1, $1, 'reader', 'Ana', $2, 'hash', $1, now())""",
        person,
        email,
    )
