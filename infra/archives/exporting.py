"""An agency as one archive: its rows as they were at one moment, and its files."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.archives import copy as copying
from infra.archives import selecting
from infra.archives.errors import Refused
from infra.archives.installation import Installation
from infra.archives.manifest import Applied, Manifest, ObjectFile, TableFile
from infra.archives.packing import Writer
from infra.archives.selecting import Selection
from shared.ids import AgencyId
from shared.objects import ObjectNotFound, Objects
from shared.tenancy import Connection, schema_of


async def export(place: Installation, agency: AgencyId, path: Path, moment: str = "") -> Manifest:
    """Write an agency's archive.

    Raises:
        Refused: there is no such agency, or the archive's name is taken.
    """
    with TemporaryDirectory(prefix="callboard-") as folder, Writer(path) as writer:
        scratch = Path(folder)
        async with place.snapshot(moment) as connection:
            title = await selecting.title_of(connection, agency)
            if title is None:
                raise Refused(f"there is no agency {agency}")
            selected = await selecting.of_agency(connection, agency)
            manifest = Manifest(
                kind="agency",
                subject=agency,
                title=title,
                made_at=datetime.now(UTC),
                migrations=await applied(connection, schema_of(agency)),
                tables=await pack_tables(connection, selected, writer, scratch),
                objects=await pack_objects(
                    place.objects,
                    [key async for key in place.objects.keys(agency.hex)],
                    writer,
                    scratch,
                ),
            )
        writer.finish(manifest, scratch)
    return manifest


async def pack_tables(
    connection: Connection, selected: list[Selection], writer: Writer, scratch: Path
) -> tuple[TableFile, ...]:
    """Pack each selection's rows as a CSV file."""
    packed, csv = [], scratch / "rows.csv"
    for selection in selected:
        table, schema = selection.table, "" if selection.own else selection.table.schema
        rows = await copying.rows_out(connection, table, csv, selection.where, *selection.values)
        file = writer.add(f"tables/{schema or 'agency'}.{table.name}.csv", csv)
        packed.append(TableFile(schema, table.name, table.columns, rows, file))
    return tuple(packed)


async def pack_objects(
    objects: Objects, keys: list[str], writer: Writer, scratch: Path
) -> tuple[ObjectFile, ...]:
    """Pack files of the object store; one that was deleted meanwhile is left out."""
    packed, copy = [], scratch / "object"
    for key in keys:
        try:
            await objects.fetch(key, copy)
        except ObjectNotFound:
            continue
        packed.append(ObjectFile(key, writer.add(f"objects/{key}", copy)))
    return tuple(packed)


async def applied(connection: Connection, scope: str) -> tuple[Applied, ...]:
    """Return the migrations that have run in a scope."""
    rows = await connection.fetch(
        """SELECT service, file, checksum FROM platform.migration
        WHERE scope = $1 AND state = 'done' ORDER BY file, service""",
        scope,
    )
    return tuple(Applied(**row) for row in rows)
