"""Which tables there are, asked of the catalogue: a new table is in the next archive by itself.

Tables of an agency are all those of its schema, and the rows of others that have an `agency_id`.
"""

from collections.abc import Iterable, Sequence
from graphlib import TopologicalSorter
from typing import Any

import msgspec

from shared.tenancy import Connection

# What has an `agency_id` and yet stays behind: the list of schemas, the bus, who is signed in
# here, mails and webhooks that this house sends, with secrets that no other could read, and the
# directory, whose addresses are hashed with its own key.
STAYS = frozenset({
    "platform.tenant", "platform.outbox", "gateway.web_session", "gateway.mail",
    "gateway.webhook", "gateway.webhook_delivery", "gateway.directory_line",
    "gateway.directory_change",
})  # fmt: skip
# Written by the migrations themselves.
LEDGER = frozenset({
    "platform.migration", "platform.tenant", "gateway.job_worker_state", "rooms.job_worker_state",
})  # fmt: skip
# What was called otherwise in archives of before.
RENAMED = {
    "platform.taping": ("platform", "recording_lease"),
    "platform.finishing": ("platform", "postprocess_job"),
}
AGENCIES, PEOPLE = "platform.agency", "platform.person"


class Table(msgspec.Struct, frozen=True):
    """A table with the columns that are stored in it, in their order."""

    schema: str
    name: str
    columns: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def quoted(self) -> str:
        return f'"{self.schema}"."{self.name}"'

    @property
    def listed(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)


class Reference(msgspec.Struct, frozen=True):
    """A foreign key of one column."""

    table: str
    column: str
    to: str


async def of_schema(connection: Connection, schema: str) -> list[Table]:
    """Return a schema's tables, each after those that it refers to."""
    return _sorted(await _tables(connection, [schema]), await references(connection))


async def of_no_agency(connection: Connection) -> list[Table]:
    """Return the tables that all agencies share, each after those that it refers to."""
    schemas = await connection.fetch(
        r"""SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|agency_[0-9a-f]{32}$)'
        AND nspname NOT IN ('information_schema', 'public')"""
    )
    found = await _tables(connection, [row["nspname"] for row in schemas])
    return _sorted(found, await references(connection))


async def references(connection: Connection) -> list[Reference]:
    rows = await connection.fetch(
        """SELECT f.nspname || '.' || t.relname AS "table", a.attname AS "column",
            n.nspname || '.' || r.relname AS "to"
        FROM pg_constraint c
        JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace f ON f.oid = t.relnamespace
        JOIN pg_class r ON r.oid = c.confrelid JOIN pg_namespace n ON n.oid = r.relnamespace
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f'"""
    )
    return [Reference(**row) for row in rows]


async def _tables(connection: Connection, schemas: Sequence[str]) -> list[Table]:
    rows: list[Any] = await connection.fetch(
        """SELECT n.nspname, c.relname, array_agg(a.attname::text ORDER BY a.attnum) AS columns
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
            AND NOT a.attisdropped AND a.attgenerated = ''
        WHERE c.relkind = 'r' AND n.nspname = ANY($1::text[])
        GROUP BY 1, 2 ORDER BY 1, 2""",
        list(schemas),
    )
    return [Table(row["nspname"], row["relname"], tuple(row["columns"])) for row in rows]


def _sorted(found: Iterable[Table], keys: Iterable[Reference]) -> list[Table]:
    by_label = {table.label: table for table in found}
    sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(by_label, ()))
    for key in keys:
        if key.table in by_label and key.to in by_label and key.table != key.to:
            sorter.add(key.table, key.to)
    return [by_label[label] for label in sorter.static_order()]
