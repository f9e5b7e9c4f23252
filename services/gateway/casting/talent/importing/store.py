"""`people_import` and `people_import_line` of the agency whose transaction it is."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.gateway.casting.talent.importing.model import (
    ALLOWED,
    Import,
    ImportNotFound,
    ImportNotReady,
    NewImport,
    Remark,
    Status,
)
from services.gateway.web.desk import Desk, Office
from shared.tenancy import Connection

SHOWN = 50
"""How many imports a page lists, and remarks of one."""


async def add(desk: Desk, import_id: UUID, new: NewImport, file_name: str) -> None:
    await desk.connection.execute(
        """INSERT INTO people_import (id, kind, upload_id, file_name, who, person_id)
        VALUES ($1, $2, $3, $4, $5, $6)""",
        import_id,
        new.kind,
        new.people_upload,
        file_name,
        desk.who,
        desk.person.id,
    )


async def imports(office: Office) -> list[Import]:
    """Return the newest imports."""
    rows = await office.connection.fetch(
        """SELECT id, kind, upload_id, file_name, status, columns, sample, mapping, lines, line,
            read, added, known, refused, who, person_id, version, begun_at, ended_at
        FROM people_import WHERE status <> 'discarded' ORDER BY begun_at DESC, id DESC LIMIT $1""",
        SHOWN,
    )
    return [Import(**row) for row in rows]


async def find(connection: Connection, import_id: UUID) -> Import | None:
    row = await connection.fetchrow(
        """SELECT id, kind, upload_id, file_name, status, columns, sample, mapping, lines, line,
            read, added, known, refused, who, person_id, version, begun_at, ended_at
        FROM people_import WHERE id = $1 AND status <> 'discarded'""",
        import_id,
    )
    return Import(**row) if row else None


async def one(office: Office, import_id: UUID) -> Import:
    """Raises ImportNotFound."""
    found = await find(office.connection, import_id)
    if found is None:
        raise ImportNotFound
    return found


async def move(connection: Connection, import_id: UUID, before: Status, after: Status) -> bool:
    """Let an import go on to another status; False where it is not in the one before."""
    if after not in ALLOWED[before]:
        raise ValueError(f"an import that is {before} never becomes {after}")
    return bool(
        await connection.fetchval(
            """UPDATE people_import SET status = $3, version = version + 1,
                ended_at = CASE WHEN $3 IN ('done', 'stopped', 'failed') THEN now()
                    ELSE ended_at END
            WHERE id = $1 AND status = $2 RETURNING true""",
            import_id,
            before,
            after,
        )
    )


async def prepare(
    connection: Connection,
    import_id: UUID,
    columns: Sequence[str],
    mapping: Sequence[str],
    sample: list[Any],
    lines: int,
) -> None:
    """Write down what was found in a file that was looked into."""
    await connection.execute(
        """UPDATE people_import SET columns = $2, mapping = $3, sample = $4, lines = $5
        WHERE id = $1""",
        import_id,
        columns,
        mapping,
        sample,
        lines,
    )


async def set_mapping(
    office: Office, import_id: UUID, mapping: Sequence[str], version: int
) -> bool:
    """False where somebody else changed it meanwhile, or it runs already."""
    return bool(
        await office.connection.fetchval(
            """UPDATE people_import SET mapping = $2, version = version + 1
            WHERE id = $1 AND version = $3 AND status = 'ready' RETURNING true""",
            import_id,
            mapping,
            version,
        )
    )


async def hold(connection: Connection, import_id: UUID, line: int) -> None:
    """Hold an import that was read up to a line, so that each batch is taken in once.

    Raises:
        ImportNotReady: another worker went on with it.
    """
    held = await connection.fetchval(
        """SELECT true FROM people_import WHERE id = $1 AND line = $2 AND status = 'running'
        FOR UPDATE""",
        import_id,
        line,
    )
    if not held:
        raise ImportNotReady


async def go_on(
    connection: Connection,
    import_id: UUID,
    line: int,
    read: int,
    added: int,
    remarks: Sequence[Remark],
) -> Import:
    """Say how far an import is by now, with what is to be said of its lines."""
    await connection.execute(
        """INSERT INTO people_import_line (import_id, line, became, reason, cells)
        SELECT $1, r.line, r.became, r.reason, r.cells
        FROM jsonb_to_recordset($2) AS r (line integer, became text, reason text, cells text[])""",
        import_id,
        [
            {"line": r.line, "became": r.became, "reason": r.reason, "cells": r.cells}
            for r in remarks
        ],
    )
    refused = sum(each.became == "refused" for each in remarks)
    row: Any = await connection.fetchrow(
        """UPDATE people_import SET line = $2, read = read + $3, added = added + $4,
            known = known + $3 - $4 - $5, refused = refused + $5
        WHERE id = $1
        RETURNING id, kind, upload_id, file_name, status, columns, sample, mapping, lines, line,
            read, added, known, refused, who, person_id, version, begun_at, ended_at""",
        import_id,
        line,
        read,
        added,
        refused,
    )
    return Import(**row)


async def remarks(
    connection: Connection, import_id: UUID, after: int = 0, most: int = SHOWN
) -> list[Remark]:
    """Return what is said of lines behind one, in their order."""
    rows = await connection.fetch(
        """SELECT line, became, reason, cells FROM people_import_line
        WHERE import_id = $1 AND line > $2 ORDER BY line LIMIT $3""",
        import_id,
        after,
        most,
    )
    return [Remark(r["line"], r["became"], r["reason"], tuple(r["cells"])) for r in rows]


async def forget(connection: Connection, import_id: UUID) -> UUID | None:
    """Forget an import with its report; return its upload."""
    upload: UUID | None = await connection.fetchval(
        "DELETE FROM people_import WHERE id = $1 RETURNING upload_id", import_id
    )
    return upload
