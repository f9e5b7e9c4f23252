"""`platform.migration`: which file has run in which scope, and what failed there."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.migrations.files import Migration
from shared.migrations.model import ChecksumChanged

Done = Mapping[tuple[str, str, str], str]
TABLE = """CREATE TABLE IF NOT EXISTS platform.migration (
    scope text NOT NULL, service text NOT NULL, file text NOT NULL, checksum text NOT NULL,
    state text NOT NULL CHECK (state IN ('done', 'failed')), error text,
    at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (scope, service, file));"""


async def done(connection: Any, *scopes: str) -> Done:
    """Map (scope, service, file) to the checksum that the file had when it ran; of all scopes, or
    of some."""
    rows = await connection.fetch(
        """SELECT scope, service, file, checksum FROM platform.migration
        WHERE state = 'done' AND ($1::text[] = '{}' OR scope = ANY($1))""",
        list(scopes),
    )
    return {(r["scope"], r["service"], r["file"]): r["checksum"] for r in rows}


def contracted(kind: str) -> str:
    """Name the scope that lists which files of a kind (platform, tenant) may contract here."""
    return f"contracted {kind}"


def due(done: Done, kind: str, files: Sequence[Migration]) -> list[Migration]:
    """Leave out what contracts, as long as processes of before may be at work here."""
    scope = contracted(kind)
    return [f for f in files if not f.contracts or (scope, f.service, f.file) in done]


def pending(done: Done, scope: str, files: Sequence[Migration]) -> list[Migration]:
    """Return the files that have not run in a scope.

    Raises:
        ChecksumChanged: one that has was edited since.
    """
    left = []
    for migration in files:
        recorded = done.get((scope, migration.service, migration.file))
        if recorded is None:
            left.append(migration)
        elif recorded != migration.checksum:
            raise ChecksumChanged(f"{migration.service}/{migration.file} was edited after it ran")
    return left


def writing_down(scope: str, files: Sequence[Migration]) -> str:
    """Return the SQL that records files as done: it travels in one message with the files."""
    rows = ", ".join(
        f"({', '.join(map(_literal, (scope, m.service, m.file, m.checksum)))}, 'done')"
        for m in files
    )
    if not rows:
        return ""
    return f"""INSERT INTO platform.migration (scope, service, file, checksum, state) VALUES {rows}
        ON CONFLICT (scope, service, file) DO UPDATE
        SET checksum = excluded.checksum, state = 'done', error = NULL, at = now();"""  # noqa: S608


async def note_failure(connection: Any, scope: str, migration: Migration, error: str) -> None:
    await connection.execute(
        """INSERT INTO platform.migration (scope, service, file, checksum, state, error)
        VALUES ($1, $2, $3, $4, 'failed', $5)
        ON CONFLICT (scope, service, file)
        DO UPDATE SET checksum = $4, state = 'failed', error = $5, at = now()""",
        scope,
        migration.service,
        migration.file,
        migration.checksum,
        error,
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
