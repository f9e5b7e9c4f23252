"""A freelancer's transaction shows rows of their productions, and people through them: whatever the
query asks."""

from typing import Any

import asyncpg
import pytest

from shared.ids import new_id
from shared.tenancy import Database, schema_of
from tests.integration.scope.castings import add_person
from tests.integration.scope.conftest import Scoped

_TABLES = """
SELECT c.relname AS name, array_agg(a.attname::text) AS columns FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'v')
    AND has_table_privilege(c.oid, 'SELECT')
GROUP BY 1 ORDER BY 1
"""


async def readable(tx: Any, agency: Any) -> dict[str, list[str]]:
    """Return all tables and views of the agency that the role at work may read."""
    rows = await tx.fetch(_TABLES, schema_of(agency))
    return {row["name"]: row["columns"] for row in rows}


async def values(tx: Any, table: str, column: str) -> set[Any]:
    rows = await tx.fetch(f'SELECT "{column}" AS value FROM "{table}"')
    return {row["value"] for row in rows}


@pytest.mark.parametrize("service", ["gateway", "rooms"])
async def test_every_table_shows_only_the_productions_of_the_scope(
    service: str, scoped: Scoped
) -> None:
    database: Database = getattr(scoped, service)
    ours, theirs = scoped.ours.production, scoped.theirs.production
    filled = 0
    async with database.tenant(scoped.agency) as tx:
        tables = await readable(tx, scoped.agency)
        below = [name for name, columns in tables.items() if "production_id" in columns]
        for table in below:
            seen = await values(tx, table, "production_id")
            assert seen in (set(), {ours, theirs}), table
            filled += bool(seen)
    async with database.tenant(scoped.agency, productions=(ours,)) as tx:
        for table in below:
            assert await values(tx, table, "production_id") <= {ours}, table
    async with database.tenant(scoped.agency, productions=()) as tx:
        for table in below:
            assert await values(tx, table, "production_id") == set(), table
    assert filled >= (15 if service == "gateway" else 6)


async def test_a_transaction_that_sets_no_scope_shows_nothing(scoped: Scoped) -> None:
    async with scoped.owner() as tx:
        tables = [name for name, columns in (await readable(tx, scoped.agency)).items()
                  if "production_id" in columns]  # fmt: skip
        for unset in ("", "*,", "x"):
            await tx.execute("SAVEPOINT before")
            await tx.execute("SELECT set_config('callboard.productions', $1, true)", unset)
            for table in ["production", "talent", "rep", "rep_firm", "contact", *tables]:
                try:
                    assert await tx.fetch(f'SELECT 1 FROM "{table}"') == [], table
                except asyncpg.InvalidTextRepresentationError:
                    await tx.execute("ROLLBACK TO before")
                    break
            await tx.execute("ROLLBACK TO before")


async def test_people_are_reached_through_productions_of_the_scope(scoped: Scoped) -> None:
    async with scoped.owner() as tx:
        for table, key in scoped.theirs.people().items():
            assert key in await values(tx, table, "id")
    async with scoped.freelancer() as tx:
        for table, key in scoped.ours.people().items():
            assert await values(tx, table, "id") == {key}
        for table in ("guardian", "representation"):
            assert await values(tx, table, "talent_id") == {scoped.ours.talent}
        assert await values(tx, "production", "id") == {scoped.ours.production}


async def test_views_show_no_take_of_another_production(scoped: Scoped) -> None:
    async with scoped.freelancer() as tx:
        assert await values(tx, "rooms_take_v1", "id") == {scoped.ours.take}
        assert await values(tx, "rooms_recording_v1", "take_id") == {scoped.ours.take}
        assert await values(tx, "rooms_marker_v1", "id") == {scoped.ours.take}
        for view in ("rooms_visit_v1", "rooms_consent_v1"):
            assert await values(tx, view, "session_id") == {scoped.ours.session}


async def test_nothing_of_another_production_is_changed(scoped: Scoped) -> None:
    theirs = scoped.theirs
    async with scoped.freelancer() as tx:
        for table in ("production", "role", "session", "guest", "candidate", "talent"):
            assert await tx.execute(f"UPDATE {table} SET id = id") == "UPDATE " + (
                "2" if table == "guest" else "1"
            )
    for into in (
        "INSERT INTO role (id, production_id, name) VALUES ($1, $2, 'x')",
        (
            "INSERT INTO session (id, production_id, title, local_date, zone)"
            " VALUES ($1, $2, 'x', now(), 'UTC')"
        ),
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with scoped.freelancer() as tx:
                await tx.execute(into, new_id(), theirs.production)
    with pytest.raises(
        asyncpg.PostgresError
    ):  # the parent does not show, so there is no production
        async with scoped.freelancer() as tx:
            await tx.execute(
                """INSERT INTO sides (id, role_id, file_name, object_key, pages, bytes)
                VALUES ($1, $2, 'x', 'x', 1, 1)""",
                new_id(),
                theirs.role,
            )


async def test_a_row_stays_in_the_production_of_its_parent(scoped: Scoped) -> None:
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        async with scoped.owner() as tx:
            await tx.execute(
                "UPDATE slot SET production_id = $1 WHERE id = $2",
                scoped.theirs.production,
                scoped.ours.slot,
            )


_LINK = """INSERT INTO access_link (id, token_hash, scope, guardian_id, production_id)
    VALUES ($1, '', 'agreement', $2, $3)"""
_CANDIDATE = """INSERT INTO candidate (id, production_id, role_id, talent_id, rep_id)
    VALUES ($1, $2, $3, $4, $5)"""


async def test_a_freelancer_adds_talent_with_a_candidate(scoped: Scoped) -> None:
    talent, ours = new_id(), scoped.ours
    async with scoped.freelancer() as tx:
        added = await tx.fetchval(
            "INSERT INTO talent (id, name) VALUES ($1, 'Nora New') RETURNING id", talent
        )
        assert added == talent
        await tx.execute(_CANDIDATE, new_id(), ours.production, ours.role, talent, None)
        rep = new_id()
        await add_person(tx, "rep", rep, "Ruth Rep")
        await tx.execute(
            "INSERT INTO representation (talent_id, rep_id) VALUES ($1, $2)", talent, rep
        )
    async with scoped.freelancer() as tx:
        assert await values(tx, "talent", "id") == {ours.talent, talent}
        assert rep in await values(tx, "rep", "id")


async def test_who_is_added_and_is_in_nothing_is_not_seen_afterwards(scoped: Scoped) -> None:
    talent = new_id()
    async with scoped.freelancer() as tx:
        await add_person(tx, "talent", talent, "Nora New")
        assert talent in await values(tx, "talent", "id")
    async with scoped.freelancer() as tx:
        assert talent not in await values(tx, "talent", "id")
    async with scoped.owner() as tx:
        assert talent in await values(tx, "talent", "id")


async def test_nobody_is_reached_by_being_named(scoped: Scoped) -> None:
    """Who knows an id of before cannot make somebody a candidate, a guest or a rep of theirs."""
    ours, theirs = scoped.ours, scoped.theirs
    tries: list[tuple[str, tuple[Any, ...]]] = [
        (_CANDIDATE, (new_id(), ours.production, ours.role, theirs.talent, None)),
        ("UPDATE candidate SET rep_id = $1", (theirs.rep,)),
        ("UPDATE guest SET contact_id = $1", (theirs.contact,)),
        ("UPDATE guest SET talent_id = $1", (theirs.talent,)),
        (
            "INSERT INTO representation (talent_id, rep_id) VALUES ($1, $2)",
            (ours.talent, theirs.rep),
        ),
        (_LINK, (new_id(), theirs.talent, ours.production)),
        (
            "INSERT INTO representation (talent_id, rep_id) VALUES ($1, $2)",
            (theirs.talent, ours.rep),
        ),
    ]
    for statement, named in tries:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with scoped.freelancer() as tx:
                await tx.execute(statement, *named)
