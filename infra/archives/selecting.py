"""Which rows of which tables are an agency's."""

from typing import Any
from uuid import UUID

import msgspec

from infra.archives import tables
from infra.archives.tables import AGENCIES, LEDGER, PEOPLE, STAYS, Table
from shared.ids import AgencyId
from shared.tenancy import Connection, schema_of


class Selection(msgspec.Struct, frozen=True):
    """Rows of one table; `own` where it lies in the agency's schema."""

    table: Table
    where: str = "true"
    values: tuple[Any, ...] = ()
    own: bool = False


async def of_agency(connection: Connection, agency: AgencyId) -> list[Selection]:
    """Return what an archive of an agency holds; what is referred to comes first."""
    shared = await tables.of_no_agency(connection)
    theirs = {t.label: "agency_id = $1" for t in shared if _follows(t)}
    theirs[AGENCIES] = "id = $1"
    theirs[PEOPLE] = await _people(connection, theirs)
    own = await tables.of_schema(connection, schema_of(agency))
    return [
        *(Selection(t, theirs[t.label], (agency,)) for t in shared if t.label in theirs),
        *(Selection(table, own=True) for table in own),
    ]


async def of_installation(connection: Connection) -> list[Selection]:
    """Return everything that lies outside of the agencies' schemas."""
    found = await tables.of_no_agency(connection)
    return [Selection(table) for table in found if table.label not in LEDGER]


async def title_of(connection: Connection, agency: UUID) -> str | None:
    """Return an agency's name, or None where there is no such agency."""
    name: str | None = await connection.fetchval(
        "SELECT name FROM platform.agency WHERE id = $1", agency
    )
    return name


def _follows(table: Table) -> bool:
    return "agency_id" in table.columns and table.label not in STAYS


async def _people(connection: Connection, theirs: dict[str, str]) -> str:
    """Select everybody whom the selected rows refer to."""
    named = [
        f'SELECT "{key.column}" FROM {key.table} WHERE {theirs[key.table]}'  # noqa: S608
        for key in await tables.references(connection)
        if key.to == PEOPLE and key.table in theirs
    ]
    return f"id IN ({' UNION '.join(named)})"
