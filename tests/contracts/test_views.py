"""What services read of each other's tables is a promise between versions that run side by side.

A sample names a view's columns with their types, and who reads it. Within a version columns are
only ever added; the view keeps all that a sample has. Nobody reads the tables.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import asyncpg
import msgspec
import pytest

from shared.migrations import DUTIES, SERVICES
from shared.tenancy import role_of, schema_of
from tests.migrated import Founded, databases

SAMPLES = sorted((Path(__file__).parent / "views").glob("*.json"))
# The bus is everybody's, and each service knows which agencies there are.
_EVERYBODYS = {"platform.outbox", "platform.inbox", "platform.tenant"}

_COLUMNS = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type
FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped
"""
_READABLE = """
SELECT r.role, a.attname FROM pg_attribute a CROSS JOIN unnest($2::text[]) AS r (role)
WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped
    AND has_column_privilege(r.role, a.attrelid, a.attnum, 'SELECT')
"""
_VIEWS = """
SELECT n.nspname || '.' || c.relname AS label
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'v' AND n.nspname = ANY($1::text[])
    AND c.relname !~ '_in_scope$|^binned$|^shown_take$' -- a service's own
"""
_READ = """
SELECT n.nspname || '.' || c.relname AS label, r.role,
    has_table_privilege(r.role, c.oid, 'INSERT') OR has_table_privilege(r.role, c.oid, 'UPDATE')
        OR has_table_privilege(r.role, c.oid, 'DELETE')
        OR has_any_column_privilege(r.role, c.oid, 'INSERT') AS writes
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN unnest($1::text[]) AS r (role)
WHERE c.relkind = 'r' AND n.nspname = ANY($2::text[])
    AND has_any_column_privilege(r.role, c.oid, 'SELECT')
"""


class Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A view: where it is, the columns that each service's role reads, and all their types."""

    schema: Literal["agency", "platform"]
    read_by: Literal["an agency's role", "the platform's role"]
    readers: dict[str, Literal["all"] | list[str]]
    columns: dict[str, str]

    def role(self, service: str, agency: UUID) -> str:
        inside = self.read_by == "an agency's role"
        return role_of(service, agency) if inside else f"callboard_{service}_platform"


@pytest.fixture
async def owner(founded: Founded) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(founded.url)
    yield connection
    await connection.close()


def _label(sample: Path, decoded: Sample, agency: UUID) -> str:
    schema = schema_of(agency) if decoded.schema == "agency" else decoded.schema
    return f"{schema}.{sample.stem}"


async def test_views_have_what_their_samples_have(founded: Founded, owner: Any) -> None:
    for path in SAMPLES:
        sample = msgspec.json.decode(path.read_bytes(), type=Sample)
        label = _label(path, sample, founded.agency)
        columns = {r["attname"]: r["type"] for r in await owner.fetch(_COLUMNS, label)}
        assert columns.items() >= sample.columns.items(), path.stem
        roles = {sample.role(service, founded.agency): service for service in SERVICES}
        read: dict[str, set[str]] = {}
        for row in await owner.fetch(_READABLE, label, list(roles)):
            read.setdefault(roles[row["role"]], set()).add(row["attname"])
        assert read == {
            service: set(columns) if named == "all" else set(named)
            for service, named in sample.readers.items()
        }, path.stem


async def test_every_view_of_a_service_for_others_has_a_sample(
    founded: Founded, owner: Any
) -> None:
    schema = schema_of(founded.agency)
    rows = await owner.fetch(_VIEWS, [schema, "platform"])
    assert {row["label"].partition(".")[2] for row in rows} == {path.stem for path in SAMPLES}


@pytest.mark.parametrize("service", SERVICES)
async def test_no_service_reads_anothers_table(service: str, founded: Founded, owner: Any) -> None:
    schemas = [schema_of(founded.agency), "platform", "gateway"]
    roles = {
        role: each
        for each in SERVICES
        for role in (
            role_of(each, founded.agency),
            *(f"callboard_{each}_{duty}" for duty in ("platform", *DUTIES.get(each, ()))),
        )
    }
    rows = await owner.fetch(_READ, list(roles), schemas)
    own = {row["label"] for row in rows if row["writes"] and roles[row["role"]] == service}
    read = {row["label"] for row in rows if roles[row["role"]] == service}
    assert read - _EVERYBODYS <= own


async def test_the_gateway_is_refused_the_tables_of_rooms(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (gateway,):
        for table in ("take", "recording", "marker", "visit", "consent", "removal", "mute"):
            async with gateway.tenant(founded.agency) as tx:
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await tx.fetch(f"SELECT 1 FROM {table}")
        async with gateway.tenant(founded.agency) as tx:
            assert await tx.fetch("SELECT id FROM rooms_take_v1") == []


async def test_a_view_shows_its_own_agency_only(founded: Founded, owner: Any) -> None:
    """The owner's rights, with which a view reads, reach no further than its schema's tables."""
    for agency in (founded.agency, founded.neighbour):
        await owner.execute(
            f"""INSERT INTO "{schema_of(agency)}".visit (id, session_id, production_id, place, who,
                name, title, role)
            VALUES ('{agency}', '{agency}', '{agency}', 'stage', '{agency}', '', '', 'actor')"""
        )
    async with databases(founded.url, "gateway") as (gateway,):
        async with gateway.tenant(founded.agency) as tx:
            (seen,) = await tx.fetch("SELECT who FROM rooms_visit_v1")
            assert seen["who"] == str(founded.agency)
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await tx.fetch(f'SELECT who FROM "{schema_of(founded.neighbour)}".rooms_visit_v1')
