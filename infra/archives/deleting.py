"""Deleting an agency for good: rows, schema, roles and files; and again what came back of a
production."""

from contextlib import suppress
from uuid import UUID

import asyncpg

from infra.archives import selecting, tables
from infra.archives.errors import Refused
from infra.archives.installation import Installation
from infra.archives.tables import AGENCIES
from shared import tombstones
from shared.ids import AgencyId
from shared.migrations import SERVICES
from shared.tenancy import EVERY_PRODUCTION, Connection, role_of, schema_of, showing
from shared.tombstones import Tombstone

# While Stripe goes on asking for money, somebody has to be there who can be told about it.
_PAID_FOR = """SELECT count(*) FROM platform.subscription
    WHERE agency_id = $1 AND status IN ('trialing', 'active', 'past_due', 'paused')"""

_FILES = """SELECT s.object_key FROM sides s JOIN role r ON r.id = s.role_id
    WHERE r.production_id = $1
    UNION SELECT object_key FROM upload WHERE production_id = $1 AND object_key IS NOT NULL
    UNION SELECT p.object_key FROM upload_part p JOIN upload u ON u.id = p.upload_id
    WHERE u.production_id = $1"""

_PICTURES = """SELECT object_key FROM talent_photo WHERE talent_id IN (
    SELECT $1::uuid UNION SELECT id FROM talent WHERE merged_into = $1)"""


async def delete(place: Installation, agency: AgencyId, name: str) -> None:
    """Delete an agency whose name is given to show that it is meant.

    The tombstone is set up first: what is broken off is finished by doing it again, or by the next
    restore. Its people keep their accounts.

    Raises:
        Refused: there is no such agency, it has another name, or subscriptions still run.
    """
    async with place.snapshot() as connection:
        title = await selecting.title_of(connection, agency)
        if title is None:
            raise Refused(f"there is no agency {agency}")
        if title != name:
            raise Refused(f"agency {agency} is called {title!r}, not {name!r}")
        if running := await connection.fetchval(_PAID_FOR, agency):
            raise Refused(f"{running} of its subscriptions still run; cancel them first")
    await tombstones.set_up(place.objects, Tombstone(kind="agency", id=agency))
    await apply_tombstone(place, agency)


async def apply_tombstone(place: Installation, agency: UUID) -> None:
    """Take away whatever there still is of an agency."""
    async with place.change() as connection:
        # First: it waits for who writes there, which leaves something in shared tables as well.
        await connection.execute(f'DROP SCHEMA IF EXISTS "{schema_of(agency)}" CASCADE')
        await _rows(connection, agency)
        for service in SERVICES:
            await _drop_role(connection, role_of(service, agency))
    for key in [key async for key in place.objects.keys(agency.hex)]:
        await place.objects.delete(key)


async def apply_production_tombstone(place: Installation, agency: UUID, production: UUID) -> None:
    """Take away what a restore brought back of a production; nothing where its agency is gone."""
    async with place.change() as connection:
        if not await connection.fetchval("SELECT to_regnamespace($1)", schema_of(agency)):
            return
        await connection.execute(f'SET LOCAL search_path TO "{schema_of(agency)}"')
        await connection.execute(showing(EVERY_PRODUCTION))
        takes = await connection.fetch("SELECT id FROM take WHERE production_id = $1", production)
        gone = [row["object_key"] for row in await connection.fetch(_FILES, production)]
        await connection.execute("SELECT forget_casting($1)", production)
        await connection.execute("SELECT forget_visits_and_takes($1)", production)
    for take in takes:
        gone += [key async for key in place.objects.keys(f"{agency.hex}/{take['id'].hex}")]
    for key in gone:
        await place.objects.delete(key)


async def apply_talent_tombstone(place: Installation, agency: UUID, talent: UUID) -> None:
    """Take away what a restore brought back of a performer; nothing where their agency is gone."""
    async with place.change() as connection:
        if not await connection.fetchval("SELECT to_regnamespace($1)", schema_of(agency)):
            return
        await connection.execute(f'SET LOCAL search_path TO "{schema_of(agency)}"')
        gone = [row["object_key"] for row in await connection.fetch(_PICTURES, talent)]
        await connection.execute("SELECT forget_talent($1)", talent)
    for key in gone:
        await place.objects.delete(key)


async def _drop_role(connection: Connection, role: str) -> None:
    """Drop a role, unless another database of this server still has this agency."""
    with suppress(asyncpg.DependentObjectsStillExistError):
        async with connection.transaction():
            await connection.execute(f'DROP ROLE IF EXISTS "{role}"')


async def _rows(connection: Connection, agency: UUID) -> None:
    """Delete from the tables that all share; what refers goes before what it refers to."""
    for table in reversed(await tables.of_no_agency(connection)):
        if table.label == AGENCIES:
            await connection.execute("DELETE FROM platform.agency WHERE id = $1", agency)
        elif "agency_id" in table.columns:
            await connection.execute(
                f"DELETE FROM {table.quoted} WHERE agency_id = $1",  # noqa: S608 - catalogue's
                agency,
            )
    await connection.execute("DELETE FROM platform.migration WHERE scope = $1", schema_of(agency))
