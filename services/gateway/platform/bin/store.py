"""`binned`: what lies in the bin of the agency whose transaction it is."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

from services.gateway.platform.bin.model import BinFilters, Deleted
from services.gateway.web import listing
from services.gateway.web.desk import Office
from services.gateway.web.listing import COUNTED, Asked, Page
from shared.tenancy import Connection

AT_ONCE = 500

# Restoring changes this row, so it waits for who locks it, and finds nothing then.
_LOCKED: Mapping[str, str] = {
    "production": "SELECT FROM production WHERE id = $1 FOR UPDATE",
    "role": "SELECT FROM role WHERE id = $1 FOR UPDATE",
    "sides": "SELECT FROM sides WHERE id = $1 FOR UPDATE",
    "round": "SELECT FROM round WHERE id = $1 FOR UPDATE",
    "session": "SELECT FROM session WHERE id = $1 FOR UPDATE",
    "take": "SELECT FROM deleted_take WHERE take_id = $1 FOR UPDATE",
    "candidate": "SELECT FROM candidate WHERE id = $1 FOR UPDATE",
    "talent": "SELECT FROM talent WHERE id = $1 FOR UPDATE",
    "rep": "SELECT FROM rep WHERE id = $1 FOR UPDATE",
    "rep_firm": "SELECT FROM rep_firm WHERE id = $1 FOR UPDATE",
    "contact": "SELECT FROM contact WHERE id = $1 FOR UPDATE",
}


@asynccontextmanager
async def opened(connection: Connection) -> AsyncIterator[None]:
    """Let a transaction see what is hidden, as far as its scope goes."""
    await connection.execute("SET LOCAL callboard.bin TO 'open'")
    yield
    await connection.execute("SET LOCAL callboard.bin TO ''")


async def let_nobody_be_held(connection: Connection) -> None:
    """Have whoever puts somebody on legal hold wait until the transaction ends: what is held is
    asked after this, and is true until it is removed."""
    await connection.execute("LOCK TABLE talent_hold IN SHARE MODE")


async def keep_as_it_is(connection: Connection, kind: str, thing_id: UUID) -> None:
    """Let nobody restore something, or hold what it is about, until the transaction ends."""
    await connection.execute(_LOCKED[kind], thing_id)
    await let_nobody_be_held(connection)


async def deleted(office: Office, kinds: Sequence[str], asked: Asked[BinFilters]) -> Page[Deleted]:
    """Return what was deleted of some kinds, the latest first."""
    rows = await office.connection.fetch(
        """SELECT (deleted_at, id) AS place, kind, id, production_id, name, deleted_at, held
        FROM binned WHERE kind = ANY($3::text[]) AND (deleted_at, id) < ($1, $2)
            AND ($4 = '' OR kind = $4) AND ($5::uuid IS NULL OR production_id = $5)
        ORDER BY deleted_at DESC, id DESC LIMIT $6""",
        *asked.after,
        kinds,
        asked.filters.kind,
        asked.filters.production_id,
        asked.rows,
    )
    return await listing.page(asked, rows, Deleted, lambda: _count(office, kinds, asked))


async def _count(office: Office, kinds: Sequence[str], asked: Asked[BinFilters]) -> int:
    found: int = await office.connection.fetchval(
        """SELECT count(*) FROM (SELECT FROM binned WHERE kind = ANY($1::text[])
            AND ($2 = '' OR kind = $2) AND ($3::uuid IS NULL OR production_id = $3)
            LIMIT $4) AS found""",
        kinds,
        asked.filters.kind,
        asked.filters.production_id,
        COUNTED + 1,
    )
    return found


async def is_in(connection: Connection, kind: str, thing_id: UUID) -> bool:
    return bool(
        await connection.fetchval(
            "SELECT true FROM binned WHERE kind = $1 AND id = $2", kind, thing_id
        )
    )


async def due(
    connection: Connection, kinds: Sequence[str], before: datetime
) -> list[tuple[str, UUID]]:
    """Return the kind and id of what lies in the bin since before a moment; 500 at most."""
    rows = await connection.fetch(
        """SELECT kind, id FROM binned
        WHERE kind = ANY($1::text[]) AND deleted_at <= $2 AND NOT held
        ORDER BY deleted_at, id LIMIT $3""",
        kinds,
        before,
        AT_ONCE,
    )
    return [(row["kind"], row["id"]) for row in rows]


async def is_due(connection: Connection, kind: str, thing_id: UUID, before: datetime) -> bool:
    return bool(
        await connection.fetchval(
            """SELECT true FROM binned
            WHERE kind = $1 AND id = $2 AND deleted_at <= $3 AND NOT held""",
            kind,
            thing_id,
            before,
        )
    )
