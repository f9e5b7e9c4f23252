"""Rows out of a table into a file, and back, by COPY."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from infra.archives.errors import ArchiveDamaged
from infra.archives.tables import Table
from shared.tenancy import Connection


async def rows_out(
    connection: Connection, table: Table, into: Path, where: str = "true", *values: Any
) -> int:
    """Write the rows of a table that answer a condition; return how many there are."""
    query = f"SELECT {table.listed} FROM {table.quoted} WHERE {where}"  # noqa: S608 - catalogue's
    done: str = await connection.copy_from_query(
        query, *values, output=into, format="csv", header=True
    )
    return int(done.rpartition(" ")[2])


async def rows_in(connection: Connection, table: Table, source: Path, expected: int) -> None:
    """Load what `rows_out` wrote; the table's triggers run on it.

    Raises:
        ArchiveDamaged: the file has another number of rows than it should.
    """
    done: str = await connection.copy_to_table(
        table.name,
        schema_name=table.schema,
        columns=list(table.columns),
        source=source,
        format="csv",
        header=True,
    )
    if int(done.rpartition(" ")[2]) != expected:
        raise ArchiveDamaged(f"{table.label}: {done} rows, and {expected} were written")
    await _continue_counting(connection, table)


async def people_in(connection: Connection, table: Table, source: Path) -> None:
    """Load people; who is here already under the same id stays as they are."""
    await connection.execute(
        f"CREATE TEMP TABLE arriving (LIKE {table.quoted} INCLUDING DEFAULTS) ON COMMIT DROP"
    )
    await connection.copy_to_table(
        "arriving", columns=list(table.columns), source=source, format="csv", header=True
    )
    await connection.execute(
        f"INSERT INTO {table.quoted} ({table.listed}) SELECT {table.listed} FROM arriving"  # noqa: S608
        " ON CONFLICT (id) DO NOTHING"
    )


@asynccontextmanager
async def quiet(connection: Connection, table: Table) -> AsyncIterator[None]:
    """Rows are taken over as they were: nothing is computed anew from them.

    Until the transaction ends nobody else can write into the table. So it is for those of the
    agency that arrives, which nobody else sees yet, and not for those that all share.
    """
    await connection.execute(f"ALTER TABLE {table.quoted} DISABLE TRIGGER USER")
    yield
    await connection.execute(f"ALTER TABLE {table.quoted} ENABLE TRIGGER USER")


async def _continue_counting(connection: Connection, table: Table) -> None:
    """Let a column that counts go on after the highest number that came in."""
    counting: Sequence[Any] = await connection.fetch(
        """SELECT a.attname, pg_get_serial_sequence($1, a.attname) AS sequence
        FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0
        AND NOT a.attisdropped AND pg_get_serial_sequence($1, a.attname) IS NOT NULL""",
        table.quoted,
    )
    for row in counting:
        await connection.execute(
            f'SELECT setval($1::text::regclass, max("{row["attname"]}"))'  # noqa: S608
            f" FROM {table.quoted} HAVING count(*) > 0",
            row["sequence"],
        )
