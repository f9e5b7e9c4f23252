"""What search compares by is in every database, reached by its full name; a server without it is
refused before anything is changed."""

import asyncio
import sys
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from shared import migrations
from shared.migrations import ROOT, ExtensionsMissing
from shared.tenancy import schema_of
from tests.migrated import PASSWORDS, Founded, databases

_PASSWORD = "owner-password-for-tests"


@pytest.fixture
async def owner(founded: Founded) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(founded.url)
    yield connection
    await connection.close()


@pytest.mark.parametrize("service", migrations.SERVICES)
async def test_a_tenant_calls_it_by_its_full_name_only(service: Any, founded: Founded) -> None:
    async with databases(founded.url, service) as (working,):
        async with working.tenant(founded.agency) as tx:
            assert await tx.fetchval("SELECT extensions.unaccented('Zoë Þórsdóttir')") == (
                "Zoe THorsdottir"
            )
            alike = "SELECT extensions.similarity('Miranda', 'Mirranda') > 0.5"
            assert await tx.fetchval(alike)
            with pytest.raises(asyncpg.UndefinedFunctionError):
                await tx.fetchval("SELECT unaccented('Zoë')")
        async with working.platform() as tx:
            assert await tx.fetchval("SELECT extensions.unaccented('é')") == "e"


async def test_an_index_of_an_agency_is_made_and_used(founded: Founded, owner: Any) -> None:
    await owner.execute(f'SET search_path TO "{schema_of(founded.agency)}"')
    await owner.execute(
        """CREATE INDEX production_words ON production
        USING gin (extensions.unaccented(lower(title)) extensions.gin_trgm_ops)"""
    )
    await owner.execute("SET enable_seqscan = off")
    plan = await owner.fetch(
        """EXPLAIN SELECT id FROM production
        WHERE extensions.unaccented(lower(title)) LIKE '%duse%'"""
    )
    assert "production_words" in "\n".join(row[0] for row in plan)


async def test_a_server_without_contrib_is_refused(database: str) -> None:
    await _configure(database, "extension_control_path = '/nowhere'")
    with pytest.raises(ExtensionsMissing, match=r"pg_trgm, unaccent.*postgresql-contrib"):
        await migrations.migrate(database, PASSWORDS)
    await _untouched(database)


async def test_an_owner_who_may_not_create_them_is_refused(database: str) -> None:
    name = urlsplit(database).path[1:]
    await _execute(
        database,
        f"DROP ROLE IF EXISTS poor_owner; CREATE ROLE poor_owner LOGIN PASSWORD '{_PASSWORD}'",
    )
    try:
        with pytest.raises(ExtensionsMissing, match="GRANT it CREATE"):
            await migrations.migrate(_as("poor_owner", database), PASSWORDS)
        await _untouched(database)
        assert name
    finally:
        await _execute(database, "DROP ROLE poor_owner")


async def test_one_in_another_schema_is_refused_and_one_in_its_place_is_taken(
    database: str,
) -> None:
    await _execute(database, "CREATE SCHEMA odd; CREATE EXTENSION pg_trgm SCHEMA odd")
    with pytest.raises(ExtensionsMissing, match="pg_trgm must be in the schema extensions"):
        await migrations.migrate(database, PASSWORDS)
    await _execute(
        database, "CREATE SCHEMA extensions; ALTER EXTENSION pg_trgm SET SCHEMA extensions"
    )
    await migrations.migrate(database, PASSWORDS)


async def test_the_command_says_it_in_a_sentence(database: str) -> None:
    await _configure(database, "extension_control_path = '/nowhere'")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "shared.migrations"),
        cwd=ROOT,
        env={
            "DATABASE_OWNER_URL": database,
            **{f"DATABASE_{name.upper()}_PASSWORD": word for name, word in PASSWORDS.items()},
        },
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    assert process.returncode == 1
    assert said.decode().startswith("migrations: this PostgreSQL does not have the extensions")
    assert len(said.splitlines()) == 1


def _as(role: str, url: str) -> str:
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{_PASSWORD}@{place}"))


async def _configure(database: str, setting: str) -> None:
    name = urlsplit(database).path[1:]
    await _execute(database, f'ALTER DATABASE "{name}" SET {setting}')


async def _execute(database: str, statement: str) -> None:
    connection = await asyncpg.connect(database)
    await connection.execute(statement)
    await connection.close()


async def _untouched(database: str) -> None:
    connection = await asyncpg.connect(database)
    assert not await connection.fetchval("SELECT to_regnamespace('platform')")
    await connection.close()
