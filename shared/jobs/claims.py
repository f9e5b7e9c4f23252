"""Which jobs a worker takes: SQL on the platform, where a service's own table is `job`.

Workers choose one after the other (`hold`), some milliseconds each: so none takes what another has
just taken, and of what waits under one key one runs.
"""

import zlib
from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from shared.jobs.model import Job, Priority
from shared.tenancy import Connection, Service

BATCH = 1000
FROZEN_AFTER_S = 5
"""So long may a worker that has stopped in the middle of a claim hold up the others."""

_CLAIM = """WITH RECURSIVE waiting (priority, turn) AS (
    (SELECT priority, turn FROM job
    WHERE status = 'ready' AND priority BETWEEN $1 AND $2 AND kind = ANY($3)
    ORDER BY priority, turn LIMIT 1)
    UNION ALL
    SELECT further.priority, further.turn FROM waiting CROSS JOIN LATERAL (
        SELECT priority, turn FROM job
        WHERE status = 'ready' AND priority <= $2 AND kind = ANY($3)
            AND (priority, turn) > (waiting.priority, waiting.turn)
        ORDER BY priority, turn LIMIT 1) AS further),
served AS (
    SELECT priority, turn, $5 - coalesce(held.jobs, 0) AS room,
        turn <= ($8::uuid[])[priority + 1] AS later
    FROM waiting LEFT JOIN unnest($6::uuid[], $7::int[]) AS held (turn, jobs) USING (turn)
    WHERE coalesce(held.jobs, 0) < $5
    ORDER BY priority, later, turn LIMIT $4 * 4),
candidate AS (
    SELECT first.id, priority, turn, later, room,
        row_number() OVER (PARTITION BY priority, turn ORDER BY first.run_at, first.id)
            AS round,
        row_number() OVER (PARTITION BY turn ORDER BY priority, first.run_at, first.id)
            AS of_agency
    FROM served CROSS JOIN LATERAL (
        SELECT id, run_at FROM job
        WHERE status = 'ready' AND priority = served.priority AND turn = served.turn
            AND kind = ANY($3) AND (key IS NULL OR NOT EXISTS (
                SELECT FROM job AS newer WHERE newer.turn = job.turn
                    AND newer.kind = job.kind AND newer.key = job.key
                    AND newer.id > job.id AND newer.status = 'ready'))
        ORDER BY run_at, id LIMIT $4) AS first),
chosen AS (
    SELECT id, row_number() OVER (ORDER BY priority, round, later, turn) AS place
    FROM candidate WHERE of_agency <= room),
taken AS (
    SELECT job.id, place FROM chosen JOIN job ON job.id = chosen.id
    WHERE job.status = 'ready' ORDER BY place LIMIT $4 FOR UPDATE OF job SKIP LOCKED)
UPDATE job SET status = 'running', lease = $9, attempts = attempts + 1,
    lease_until = now() + make_interval(secs => $10)
FROM taken WHERE job.id = taken.id
RETURNING job.id, agency_id, turn, kind, key, priority, attempts, lease, kept,
    cancel_requested, payload, correlation, place,
    extract(epoch FROM clock_timestamp() - run_at)::float8 AS waited_s"""
"""`waiting` finds the agencies that have any of the kinds, by one step in the index for each;
`served` are those that may have more. `candidate` are the first jobs of each, the newest of a key,
and `chosen` is their order: one job of each agency in turn, then the second of each, and so on."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker has room for: `limit` jobs of the kinds that it knows and of priorities from
    `first` to `last`, so many of each agency that it has `cap` of these in the end.

    `held` is how many it has of each agency. Within a priority the agency after `cursors` is first.
    """

    kinds: Sequence[str]
    first: Priority
    last: Priority
    limit: int
    cap: int
    held: Mapping[UUID, int]
    cursors: Sequence[UUID]
    lease: UUID
    lease_s: float


class Outlook(msgspec.Struct, frozen=True):
    """Whether anything is due, and in how many seconds the next scheduled job is; None: none is."""

    any_due: bool
    next_in_s: float | None


class Due(msgspec.Struct, frozen=True):
    """How many have just become ready, and of which priorities any was before; None: none was."""

    made_ready: int
    from_priority: Priority | None
    to_priority: Priority | None

    def has(self, first: Priority, last: Priority) -> bool:
        """Whether there may be one of these priorities."""
        if self.made_ready or self.from_priority is None or self.to_priority is None:
            return self.made_ready > 0
        return self.from_priority <= last and self.to_priority >= first


async def hold(tx: Connection, service: Service) -> None:
    """Wait until no other worker of the service chooses, until this transaction ends.

    What is lost with the server if it falls is only who claimed what, so the commit need not wait
    for the disk. A table that was empty when a plan was made is not read from end to end later, nor
    is a bitmap of all that is ready made for one step in the index.
    """
    lock = zlib.crc32(f"jobs:{service}".encode())
    await tx.execute(
        f"""SET LOCAL synchronous_commit = off;
        SET LOCAL enable_seqscan = off;
        SET LOCAL enable_bitmapscan = off;
        SET LOCAL idle_in_transaction_session_timeout = '{FROZEN_AFTER_S}s';
        SELECT pg_advisory_xact_lock({lock})"""
    )


async def outlook(tx: Connection) -> Outlook:
    """See whether there may be anything to claim."""
    row = await tx.fetchrow(
        """SELECT EXISTS (SELECT FROM job WHERE status = 'ready')
                OR EXISTS (SELECT FROM job WHERE status = 'scheduled' AND run_at <= now())
                OR EXISTS (SELECT FROM job WHERE status = 'running' AND lease_until < now())
            AS any_due,
            (SELECT extract(epoch FROM min(run_at) - now())::float8 FROM job
                WHERE status = 'scheduled' AND run_at > now()) AS next_in_s"""
    )
    return msgspec.convert(dict(row or {}), Outlook)


async def say_asleep(tx: Connection, *, asleep: bool) -> None:
    """Say whether whoever enqueues has to notify."""
    await tx.execute(
        "UPDATE job_worker_state SET asleep = $1 WHERE asleep IS DISTINCT FROM $1", asleep
    )


async def make_ready(tx: Connection) -> Due:
    """Make ready what is due, and what a worker held that let its lease run out."""
    row = await tx.fetchrow(
        """WITH due AS (
            UPDATE job SET status = 'ready' WHERE id IN (
                SELECT id FROM job WHERE status = 'scheduled' AND run_at <= now()
                ORDER BY run_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            RETURNING id),
        expired AS (
            UPDATE job SET status = 'ready', lease = NULL, lease_until = NULL WHERE id IN (
                SELECT id FROM job WHERE status = 'running' AND lease_until < now()
                ORDER BY lease_until LIMIT $1 FOR UPDATE SKIP LOCKED)
            RETURNING id)
        SELECT (SELECT count(*) FROM due) + (SELECT count(*) FROM expired) AS made_ready,
            (SELECT min(priority) FROM job WHERE status = 'ready') AS from_priority,
            (SELECT max(priority) FROM job WHERE status = 'ready') AS to_priority""",
        BATCH,
    )
    return msgspec.convert(dict(row or {}), Due)


async def claim(tx: Connection, wanted: Wanted) -> list[Job]:
    """Take jobs that are ready, in the order in which they are served."""
    rows = await tx.fetch(
        _CLAIM,
        wanted.first,
        wanted.last,
        wanted.kinds,
        wanted.limit,
        wanted.cap,
        list(wanted.held.keys()),
        list(wanted.held.values()),
        wanted.cursors,
        wanted.lease,
        wanted.lease_s,
    )
    in_order = sorted(rows, key=lambda row: row["place"])
    return [msgspec.convert(dict(row), Job) for row in in_order]


async def do_away_with_older(tx: Connection, jobs: Sequence[Job]) -> None:
    """Delete what waited under the keys of claimed jobs before them."""
    if keyed := [job.id for job in jobs if job.key is not None]:
        await tx.execute(
            """DELETE FROM job AS older USING job AS taken
            WHERE taken.id = ANY($1::uuid[]) AND older.turn = taken.turn
                AND older.kind = taken.kind AND older.key = taken.key AND older.id < taken.id
                AND older.status IN ('scheduled', 'ready')""",
            keyed,
        )
