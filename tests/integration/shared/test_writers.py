"""Every table has one writing service, and tenants' roles reach nothing that all agencies share."""

import asyncpg
import pytest

from shared import migrations
from shared.ids import AgencyId
from shared.migrations import SERVICES
from shared.migrations.files import DUTIES
from shared.tenancy import role_of, schema_of
from tests.migrated import agencies

# The bus is everybody's; the ledger and the list of agencies are the migrations'.
_EVERYBODYS = {"platform.outbox", "platform.inbox"}
_NOBODYS = {"platform.migration", "platform.tenant"}
# What a transaction inside an agency may do outside of its schema, and nothing else.
_REACHED = {
    "gateway": {
        ("gateway.mail", "INSERT"),
        *(("gateway.directory_line", act) for act in ("SELECT", "INSERT", "DELETE")),
        *(("gateway.directory_change", act) for act in ("SELECT", "DELETE")),
        ("gateway.job", "INSERT"),
        ("gateway.webhook_delivery", "INSERT"),
    },
    "rooms": {("platform.recording_lease", "INSERT"), ("rooms.job", "INSERT")},
    "billing": {
        ("platform.usage", "SELECT"),
        ("platform.usage", "INSERT"),
        ("platform.usage_billed", "SELECT"),
        ("platform.money_notice", "SELECT"),
        ("platform.money_notice", "INSERT"),
        ("platform.subscription", "SELECT"),
    },
}
# The schemas that belong to no agency: the platform's, and each service's own.
_SHARED = ("platform", *SERVICES)
_GRANTS = """
SELECT n.nspname || '.' || c.relname AS label, r.role, p.privilege
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN unnest($1::text[]) AS r (role)
CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS p (privilege)
WHERE c.relkind = 'r' AND n.nspname = ANY($2::text[])
    AND CASE WHEN p.privilege IN ('DELETE', 'TRUNCATE')
        THEN has_table_privilege(r.role, c.oid, p.privilege)
        ELSE has_any_column_privilege(r.role, c.oid, p.privilege) END
"""
_TABLES = """
SELECT n.nspname || '.' || c.relname AS label
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = ANY($1::text[])
"""


async def grants(url: str, roles: list[str], schemas: list[str]) -> set[tuple[str, str, str]]:
    owner = await asyncpg.connect(url)
    try:
        rows = await owner.fetch(_GRANTS, roles, schemas)
        return {(row["label"], row["role"], row["privilege"]) for row in rows}
    finally:
        await owner.close()


async def labels(url: str, schemas: list[str]) -> set[str]:
    owner = await asyncpg.connect(url)
    try:
        return {row["label"] for row in await owner.fetch(_TABLES, schemas)}
    finally:
        await owner.close()


async def test_each_table_has_one_writer(database: str) -> None:
    (agency,) = await agencies(database, 1)
    schemas = [schema_of(agency), *_SHARED]
    roles = {role_of(s, agency): s for s in SERVICES} | {
        f"callboard_{s}_{duty}": s for s in SERVICES for duty in ("platform", *DUTIES.get(s, ()))
    }
    writers: dict[str, set[str]] = {label: set() for label in await labels(database, schemas)}
    for label, role, privilege in await grants(database, list(roles), schemas):
        assert privilege != "TRUNCATE", (label, role)
        if privilege != "SELECT":
            writers[label].add(roles[role])
    assert {label for label in _EVERYBODYS if writers.pop(label) == set(SERVICES)} == _EVERYBODYS
    assert {label for label in _NOBODYS if writers.pop(label) == set()} == _NOBODYS
    assert {label: w for label, w in writers.items() if len(w) != 1} == {}


@pytest.mark.parametrize("service", SERVICES)
async def test_a_tenants_role_reaches_little_outside_its_schema(
    service: str, database: str
) -> None:
    (agency,) = await agencies(database, 1)
    role = role_of(service, agency)
    found = await grants(database, [role], [*_SHARED])
    reached = {(label, privilege) for label, _, privilege in found if label not in _EVERYBODYS}
    assert reached == _REACHED[service]


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_by_itself_may_nothing(service: str, database: str) -> None:
    """Its login has rights only as one of its roles, which it takes for a transaction."""
    ours, neighbour = await agencies(database, 2)
    schemas = [schema_of(ours), schema_of(neighbour), *_SHARED]
    assert await grants(database, [f"callboard_{service}"], schemas) == set()


async def test_no_role_of_an_agency_reaches_the_neighbours(database: str) -> None:
    ours, neighbour = await agencies(database, 2)
    roles = [role_of(service, ours) for service in SERVICES]
    assert await grants(database, roles, [schema_of(neighbour)]) == set()
    assert await _usable(database, roles, neighbour) == []


async def _usable(url: str, roles: list[str], agency: AgencyId) -> list[str]:
    owner = await asyncpg.connect(url)
    try:
        asked = "SELECT r FROM unnest($1::text[]) r WHERE has_schema_privilege(r, $2, 'USAGE')"
        return [row["r"] for row in await owner.fetch(asked, roles, schema_of(agency))]
    finally:
        await owner.close()


def test_services_are_those_of_the_migrations() -> None:
    assert set(_REACHED) == set(migrations.SERVICES)
