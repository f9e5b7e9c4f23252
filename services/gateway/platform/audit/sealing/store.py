"""`audit_seal`, in each agency, and the list of what is to be sealed, `gateway.audit_unsealed`."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.gateway.platform.audit.hashing import FIRST
from services.gateway.platform.audit.model import Line
from services.gateway.platform.audit.sealing.model import Head, Seal, Unsealed
from shared.ids import AgencyId
from shared.tenancy import Connection


async def waiting_agencies(connection: Connection) -> list[AgencyId]:
    """Return the agencies that have lines to be sealed, the longest waiting first."""
    rows = await connection.fetch(
        """SELECT agency_id FROM gateway.audit_unsealed
        GROUP BY agency_id ORDER BY min(written_at)"""
    )
    return [AgencyId(row["agency_id"]) for row in rows]


async def wait_for_locks(connection: Connection, seconds: float) -> None:
    """Wait for each lock at most so long, until the transaction ends."""
    await connection.execute(
        "SELECT set_config('lock_timeout', $1, true)", f"{round(seconds * 1000)}ms"
    )


async def unsealed(connection: Connection, watched: UUID | None = None) -> Unsealed:
    """Look at what waits; where `watched` does not any more, the line that was written last is."""
    row = await connection.fetchrow(
        """SELECT agency_id, line_id AS oldest,
            (SELECT count(*) FROM gateway.audit_unsealed) AS lines,
            coalesce(
                (SELECT line_id FROM gateway.audit_unsealed WHERE line_id = $1),
                (SELECT line_id FROM gateway.audit_unsealed
                    ORDER BY written_at DESC, line_id DESC LIMIT 1)) AS watched
        FROM gateway.audit_unsealed ORDER BY written_at, line_id LIMIT 1""",
        watched,
    )
    return Unsealed(**row) if row else Unsealed(0)


async def take_off(connection: Connection, agency: AgencyId, most: int) -> list[UUID]:
    """Take the first lines off an agency's list; return their ids.

    A line that another transaction takes off meanwhile is waited for, and is then not among them.
    """
    rows = await connection.fetch(
        """DELETE FROM gateway.audit_unsealed WHERE agency_id = $1 AND line_id IN (
            SELECT line_id FROM gateway.audit_unsealed
            WHERE agency_id = $1 ORDER BY line_id LIMIT $2)
        RETURNING line_id""",
        agency,
        most,
    )
    return [row["line_id"] for row in rows]


async def lines(connection: Connection, ids: Sequence[UUID]) -> list[Line]:
    """Return lines in the order of their ids; one that is gone is left out."""
    rows = await connection.fetch(
        """SELECT id, at, who, act, thing, thing_id, address, line, hash FROM audit
        WHERE id = ANY($1::uuid[]) ORDER BY id""",
        ids,
    )
    return [Line(**row) for row in rows]


async def head(connection: Connection) -> Head:
    row = await connection.fetchrow(
        """(SELECT number, hash FROM audit_seal ORDER BY number DESC LIMIT 1)
        UNION ALL
        (SELECT 0, hash FROM audit WHERE line IS NOT NULL ORDER BY line DESC LIMIT 1)
        ORDER BY number DESC LIMIT 1"""
    )
    return Head(**row) if row else Head(0, FIRST)


async def now(connection: Connection) -> datetime:
    moment: datetime = await connection.fetchval("SELECT clock_timestamp()")
    return moment


async def add(connection: Connection, seal: Seal) -> None:
    await connection.execute(
        """INSERT INTO audit_seal (number, previous, lines, sealed_at, hash)
        VALUES ($1, $2, $3, $4, $5)""",
        seal.number,
        seal.previous,
        seal.lines,
        seal.sealed_at,
        seal.hash,
    )


async def seals(connection: Connection, after: int, most: int) -> list[Seal]:
    """Return the next seals after one, in their order."""
    rows = await connection.fetch(
        """SELECT number, previous, lines, sealed_at, hash FROM audit_seal
        WHERE number > $1 ORDER BY number LIMIT $2""",
        after,
        most,
    )
    return [Seal(**row) for row in rows]


async def seals_of(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Head]:
    """Map lines to number and hash of their seals; those that wait are left out."""
    rows = await connection.fetch(
        """SELECT number, hash, line FROM audit_seal CROSS JOIN unnest(lines) AS line
        WHERE lines && $1::uuid[] AND line = ANY($1)""",
        ids,
    )
    return {row["line"]: Head(row["number"], row["hash"]) for row in rows}


async def in_no_seal(connection: Connection) -> list[UUID]:
    """Return all lines that are in no seal, whatever the list says, the oldest first."""
    rows = await connection.fetch(
        """SELECT a.id FROM audit a
        LEFT JOIN (SELECT unnest(lines) AS id FROM audit_seal) AS sealed ON sealed.id = a.id
        WHERE a.line IS NULL AND sealed.id IS NULL ORDER BY a.at, a.id"""
    )
    return [row["id"] for row in rows]


async def in_two_seals(connection: Connection) -> UUID | None:
    found: UUID | None = await connection.fetchval(
        """SELECT line FROM audit_seal CROSS JOIN unnest(lines) AS line
        GROUP BY line HAVING count(*) > 1 LIMIT 1"""
    )
    return found
