"""Everything that is kept about one person, as one archive for them."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import msgspec

from infra.archives import subject as subjects
from infra.archives import tables
from infra.archives.exporting import pack_objects
from infra.archives.installation import Installation
from infra.archives.manifest import Manifest
from infra.archives.packing import Writer
from infra.archives.subject import Subject, about
from infra.archives.tables import Table
from shared.tenancy import Connection, schema_of

# What a door is opened with is nobody's to read.
_SECRET = ("hash", "secret", "public_key")


async def export(place: Installation, email: str, path: Path) -> Manifest:
    """Write everything about somebody: their rows as JSON, and their own recordings.

    Raises:
        Refused: nobody has this address, or the archive's name is taken.
    """
    with TemporaryDirectory(prefix="callboard-") as folder, Writer(path) as writer:
        scratch = Path(folder)
        async with place.snapshot() as connection:
            subject = await subjects.find(connection, email)
            rows = await _rows(connection, subject)
        document = scratch / "rows.json"
        document.write_bytes(msgspec.json.format(msgspec.json.encode(rows)))
        keys = [row["row"]["object_key"] for row in rows if row["row"].get("object_key")]
        manifest = Manifest(
            kind="person",
            subject=subject.person_id,
            title=subject.email,
            made_at=datetime.now(UTC),
            objects=await pack_objects(place.objects, keys, writer, scratch),
            others=(writer.add("rows.json", document),),
        )
        writer.finish(manifest, scratch)
    return manifest


async def _rows(connection: Connection, subject: Subject) -> list[dict[str, Any]]:
    """Return the rows about somebody, each with its agency and table."""
    found = await _of(connection, await tables.of_no_agency(connection), subject, None)
    for agency in await subjects.agencies(connection):
        own = await tables.of_schema(connection, schema_of(agency))
        theirs = await _of(connection, own, subject, agency)
        found += theirs + await _statements(connection, theirs, agency)
    return found


async def _of(
    connection: Connection, present: list[Table], subject: Subject, agency: UUID | None
) -> list[dict[str, Any]]:
    """Ask all tables of one place at once."""
    queries = [
        f"SELECT '{table.name}' AS name, to_jsonb(t)::text AS row"  # noqa: S608 - catalogue's
        f" FROM {table.quoted} t WHERE {condition}"
        for table in present
        if (condition := about(table))
    ]
    rows = await connection.fetch(" UNION ALL ".join(queries), subject.words(agency))
    return [{"agency": agency, "table": row["name"], "row": _readable(row["row"])} for row in rows]


async def _statements(
    connection: Connection, theirs: list[dict[str, Any]], agency: UUID
) -> list[dict[str, Any]]:
    """Return the words of what they agreed to, or not, as rows beside their own."""
    versions = {row["row"]["statement"] for row in theirs if row["table"] == "consent"}
    rows = await connection.fetch(
        "SELECT to_jsonb(s)::text AS row"  # noqa: S608 - the schema is the catalogue's
        f' FROM "{schema_of(agency)}".consent_statement s WHERE version = ANY($1::text[])',
        list(versions),
    )
    return [
        {"agency": agency, "table": "consent_statement", "row": _readable(row["row"])}
        for row in rows
    ]


def _readable(row: str) -> dict[str, Any]:
    columns: dict[str, Any] = msgspec.json.decode(row)
    return {name: value for name, value in columns.items() if not name.endswith(_SECRET)}
