"""What a worker does about the jobs that it holds: SQL on the platform."""

from collections.abc import Sequence
from datetime import timedelta

from shared import log
from shared.jobs.model import ERROR_LENGTH, Job, JobId
from shared.tenancy import Connection

LOST = "CB001"
"""The SQLSTATE of `finish_job` where another worker has the job, or it is gone."""


async def renew(tx: Connection, held: Sequence[Job], lease_s: float) -> dict[JobId, bool]:
    """Renew leases; return which jobs are still held, and of each whether it is to be cancelled.

    One whose row is locked is being settled, or asked to stop: it is passed over, and still held.
    """
    rows = await tx.fetch(
        """WITH held AS (SELECT id, lease FROM unnest($1::uuid[], $2::uuid[]) AS h (id, lease)),
        renewed AS (
            UPDATE job SET lease_until = now() + make_interval(secs => $3) WHERE id IN (
                SELECT job.id FROM job JOIN held ON job.id = held.id AND job.lease = held.lease
                FOR UPDATE OF job SKIP LOCKED))
        SELECT job.id, job.cancel_requested
        FROM job JOIN held ON job.id = held.id AND job.lease = held.lease""",
        [job.id for job in held],
        [job.lease for job in held],
        lease_s,
    )
    return {JobId(row["id"]): row["cancel_requested"] for row in rows}


async def give_back(tx: Connection, held: Sequence[Job]) -> None:
    """Let others have the jobs of a worker that stops; no try is counted."""
    await tx.execute(
        """UPDATE job SET status = 'ready', lease = NULL, lease_until = NULL,
            attempts = attempts - 1
        WHERE id IN (
            SELECT job.id FROM job
            JOIN unnest($1::uuid[], $2::uuid[]) AS held (id, lease)
                ON job.id = held.id AND job.lease = held.lease
            FOR UPDATE OF job SKIP LOCKED)""",
        [job.id for job in held],
        [job.lease for job in held],
    )


# Each of the following returns whether the job was still held.


async def progress(tx: Connection, job: Job, done: int, total: int | None) -> bool:
    return _one(
        await tx.execute(
            "UPDATE job SET done = $3, total = $4 WHERE id = $1 AND lease = $2",
            job.id,
            job.lease,
            done,
            total,
        )
    )


def finishing(job: Job) -> str:
    """Return the SQL by which a job is done, without arguments, so that it goes with others in one
    round trip. It raises `LOST` where the job is not held any more."""
    return f"SELECT finish_job('{job.id}', '{job.lease}')"


async def finish(tx: Connection, job: Job) -> bool:
    return await _over(tx, job, "done")


async def cancel(tx: Connection, job: Job) -> bool:
    return await _over(tx, job, "cancelled")


async def _over(tx: Connection, job: Job, status: str) -> bool:
    if not job.kept:
        return _one(
            await tx.execute("DELETE FROM job WHERE id = $1 AND lease = $2", job.id, job.lease)
        )
    return _one(
        await tx.execute(
            """UPDATE job SET status = $3, settled_at = now(), lease = NULL, lease_until = NULL
            WHERE id = $1 AND lease = $2""",
            job.id,
            job.lease,
            status,
        )
    )


async def retry(tx: Connection, job: Job, error: str, delay: timedelta) -> bool:
    """Have it tried again later."""
    return _one(
        await tx.execute(
            """UPDATE job SET status = 'scheduled', run_at = now() + $4::interval, error = $3,
                lease = NULL, lease_until = NULL
            WHERE id = $1 AND lease = $2""",
            job.id,
            job.lease,
            _kept_of(error),
            delay,
        )
    )


async def put_off(tx: Connection, job: Job, delay: timedelta) -> bool:
    """Have it tried later, as if it had not been."""
    return _one(
        await tx.execute(
            """UPDATE job SET status = 'scheduled', run_at = now() + $3::interval,
                attempts = attempts - 1, lease = NULL, lease_until = NULL
            WHERE id = $1 AND lease = $2""",
            job.id,
            job.lease,
            delay,
        )
    )


async def give_up(tx: Connection, job: Job, error: str) -> bool:
    """Leave it to the operator."""
    return _one(
        await tx.execute(
            """UPDATE job SET status = 'dead', settled_at = now(), error = $3,
                lease = NULL, lease_until = NULL
            WHERE id = $1 AND lease = $2""",
            job.id,
            job.lease,
            _kept_of(error),
        )
    )


def _kept_of(error: str) -> str:
    """Return what is kept of an error: no secrets, no byte that PostgreSQL refuses."""
    return str(log.redacted(error)).replace("\x00", "")[:ERROR_LENGTH]


def _one(status: str) -> bool:
    return status.endswith(" 1")
