"""Jobs as the operator sees them: SQL on the platform."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from shared.ids import AgencyId
from shared.jobs.model import JobId, Priority, Status
from shared.tenancy import Connection


class Listed(msgspec.Struct, frozen=True):
    """A job that waits or runs."""

    id: JobId
    agency_id: AgencyId | None
    kind: str
    key: str | None
    priority: Priority
    status: Status
    run_at: datetime
    attempts: int
    lease_until: datetime | None
    done: int
    total: int | None
    error: str | None


class Dead(msgspec.Struct, frozen=True):
    """A job that was given up, and why. `correlation` is the request that it came from."""

    id: JobId
    agency_id: AgencyId | None
    kind: str
    key: str | None
    attempts: int
    enqueued_at: datetime
    settled_at: datetime
    error: str | None
    payload: Any
    correlation: str | None


async def waiting(tx: Connection, kind: str | None, limit: int) -> list[Listed]:
    rows = await tx.fetch(
        """SELECT id, agency_id, kind, key, priority, status, run_at, attempts, lease_until, done,
            total, error
        FROM job WHERE status IN ('scheduled', 'ready', 'running')
            AND ($1::text IS NULL OR kind = $1)
        ORDER BY priority, run_at LIMIT $2""",
        kind,
        limit,
    )
    return [msgspec.convert(dict(row), Listed) for row in rows]


async def dead(tx: Connection, kind: str | None, limit: int) -> list[Dead]:
    rows = await tx.fetch(
        """SELECT id, agency_id, kind, key, attempts, enqueued_at, settled_at, error, payload,
            correlation
        FROM job WHERE status = 'dead' AND ($1::text IS NULL OR kind = $1)
        ORDER BY settled_at DESC LIMIT $2""",
        kind,
        limit,
    )
    return [Dead(**row) for row in rows]


async def replay(tx: Connection, jobs: Sequence[JobId], kind: str | None) -> list[JobId]:
    """Make dead jobs ready again, with all their tries: those named, of a kind where one is named
    too; all of the kind where none is. Return which there were. Workers find them within seconds.
    """
    rows = await tx.fetch(
        """UPDATE job SET status = 'ready', attempts = 0, run_at = now(), settled_at = NULL
        WHERE status = 'dead' AND ($2::text IS NULL OR kind = $2)
            AND (id = ANY($1::uuid[]) OR $1::uuid[] = '{}' AND $2::text IS NOT NULL)
        RETURNING id""",
        jobs,
        kind,
    )
    return [JobId(row["id"]) for row in rows]
