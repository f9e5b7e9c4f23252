"""An agency out of its archive, into an installation that does not have it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg

from infra.archives import copy, files, selecting, tables
from infra.archives.errors import ArchiveDamaged, Refused
from infra.archives.installation import Installation
from infra.archives.manifest import Manifest, TableFile
from infra.archives.packing import unpack
from infra.archives.tables import PEOPLE, RENAMED, Table
from shared import migrations
from shared.ids import AgencyId
from shared.migrations import Migration
from shared.tenancy import Connection, schema_of
from shared.tombstones import Tombstone

# Mails that waited stayed where the agency came from, with their words; so the answers are owed.
_NOT_SENT = """UPDATE mail_record SET status = 'withdrawn', changed_at = now()
    WHERE status IN ('waiting', 'put_off');
    UPDATE answer SET status = 'failed' WHERE status = 'waiting'"""
# The directory's lines are this installation's own: its key hashes them anew.
_TO_HASH = """INSERT INTO gateway.directory_change (agency_id, kind, thing_id)
    SELECT $1, kind, id FROM (
        SELECT 'talent' AS kind, id, email FROM talent
            WHERE deleted_at IS NULL AND merged_into IS NULL
        UNION ALL SELECT 'rep', id, email FROM rep WHERE deleted_at IS NULL
        UNION ALL SELECT 'guardian', id, email FROM guardian) AS known
    WHERE email <> '' ON CONFLICT DO NOTHING"""


async def take_in(place: Installation, path: Path, *, rows_of_all: bool = True) -> Manifest:
    """Make an agency again from its archive, at this installation's version.

    `rows_of_all` is false where the rows that lie outside of its schema are here already.

    Raises:
        ArchiveDamaged
        Refused: the agency is here, the archive is of a newer version, or a person in it has an
            account here under another id.
    """
    with TemporaryDirectory(prefix="callboard-") as folder:
        scratch = Path(folder)
        manifest = unpack(path, scratch)
        if manifest.kind != "agency" or manifest.subject is None:
            raise Refused(f"{path} is not an agency's archive but a {manifest.kind}'s")
        agency = AgencyId(manifest.subject)
        if rows_of_all:
            async with place.snapshot() as connection:
                await _refuse_twice(connection, agency)
        ran = history(manifest)
        async with (
            files.arriving(place, agency, manifest.objects, scratch),
            place.change() as connection,
        ):
            if rows_of_all:
                await _refuse_twice(connection, agency)
            await migrations.create_tenant(connection, agency, files=ran)
            wanted = [t for t in manifest.tables if rows_of_all or not t.schema]
            await load(connection, wanted, scratch, schema_of(agency))
            await migrations.upgrade_tenant(connection, agency)
            if rows_of_all:
                await connection.execute(_NOT_SENT)
                await connection.execute(_TO_HASH, agency)
        if rows_of_all:  # it is wanted again: the next restore must not take it away
            await place.objects.delete(Tombstone(kind="agency", id=agency).key)
    return manifest


def history(manifest: Manifest) -> list[Migration]:
    """Return the files that made the archive's schema.

    Raises:
        Refused: this version does not have them, or not as they ran.
    """
    known = {(m.service, m.file, m.checksum): m for m in migrations.migrations("tenant")}
    ran = {(a.service, a.file, a.checksum) for a in manifest.migrations}
    if unknown := ran - known.keys():
        names = ", ".join(sorted(f"{service}/{file}" for service, file, _ in unknown))
        raise Refused(f"the archive is of another version: this one does not have {names}")
    return [known[key] for key in known if key in ran]


async def load(
    connection: Connection, loaded: list[TableFile], scratch: Path, own_schema: str = ""
) -> None:
    """Load tables in the order of the archive.

    Raises:
        ArchiveDamaged, Refused
    """
    present = {t.label: t for t in await tables.of_no_agency(connection)}
    present |= {t.label: t for t in await tables.of_schema(connection, own_schema)}
    for file in loaded:
        place = RENAMED.get(f"{file.schema}.{file.table}", (file.schema or own_schema, file.table))
        table = Table(*place, file.columns)
        here = present.get(table.label)
        if here is None or not set(table.columns) <= set(here.columns):
            raise Refused(f"the archive is of another version: {table.label} is different here")
        await _load_one(connection, table, file, scratch)


async def _load_one(connection: Connection, table: Table, file: TableFile, scratch: Path) -> None:
    source = scratch / file.file.name
    try:
        if table.label == PEOPLE:
            await copy.people_in(connection, table, source)
        elif file.schema:
            await copy.rows_in(connection, table, source, file.rows)
        else:
            async with copy.quiet(connection, table):
                await copy.rows_in(connection, table, source, file.rows)
    except asyncpg.UniqueViolationError as error:
        raise Refused(f"something of this is here already: {error.detail}") from error
    except (asyncpg.DataError, asyncpg.BadCopyFileFormatError) as error:
        raise ArchiveDamaged(f"{table.label} cannot be read: {error}") from error


async def _refuse_twice(connection: Connection, agency: AgencyId) -> None:
    name = await selecting.title_of(connection, agency)
    if name is not None:
        raise Refused(f"this agency is here already, as {name!r}")
