"""Jobs as those see them who want them done: SQL that runs in a tenant's transaction, or the
platform's. A tenant's role may only add, and sees and cancels its own.

Several jobs may wait under one key: it runs the newest, and does away with those before. So nobody
who enqueues waits for another transaction, and what was committed after a run had begun is not
missed, as it would be by whoever found the key taken and left it at that.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from shared import log
from shared.ids import AgencyId, new_id
from shared.jobs.model import Cancelled, JobId, OwnJob, Payload, Priority
from shared.tenancy import Connection, Service

_ADD = """INSERT INTO {schema}.job
    (id, kind, key, priority, run_at, kept, payload, correlation)
VALUES ($1, $2, $3, $4, coalesce($5, now()), $6, $7, $8)"""
_ADD_FOR_AGENCY = """INSERT INTO {schema}.job
    (id, kind, key, priority, run_at, kept, payload, correlation, agency_id)
VALUES ($1, $2, $3, $4, coalesce($5, now()), $6, $7, $8, $9)"""
_CANCEL = "SELECT {schema}.cancel_job($1)"
_CANCEL_KEYED = """SELECT {schema}.cancel_job(id) AS cancelled FROM {schema}.own_job
WHERE kind = $1 AND key = $2"""
_OWN = """SELECT id, kind, key, status, run_at, attempts, cancel_requested, done, total
FROM {schema}.own_job WHERE id = $1"""
_OWN_KEYED = """SELECT id, kind, key, status, run_at, attempts, cancel_requested, done, total
FROM {schema}.own_job WHERE kind = $1 AND key = $2 ORDER BY id DESC LIMIT 1"""


class NewJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job of several that are enqueued together, as `enqueue` takes it."""

    payload: Payload
    key: str | None = None
    priority: Priority = Priority.NORMAL
    run_at: datetime | None = None


class JobQueue:
    """The jobs of one service. Its table stands in the schema of its name."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def enqueue(
        self,
        connection: Connection,
        kind: str,
        payload: Payload,
        *,
        key: str | None = None,
        priority: Priority = Priority.NORMAL,
        run_at: datetime | None = None,
        kept: bool = False,
        agency: AgencyId | None = None,
        correlation: str | None = None,
    ) -> JobId:
        """Enqueue a job; it is begun after the caller's transaction has committed.

        It is of the agency whose transaction it is; the platform may name one by `agency`. With
        `key` the newest of those that wait is run for all. `run_at` is the earliest moment. One
        that is `kept` can be looked at for a day after it is over. `correlation` is by default that
        of the request.
        """
        job = JobId(new_id())
        cause = correlation or log.correlation()
        values = (job, kind, key, priority, run_at, kept, payload, cause)
        if agency is None:
            await connection.execute(self._sql(_ADD), *values)
        else:
            await connection.execute(self._sql(_ADD_FOR_AGENCY), *values, agency)
        return job

    async def enqueue_each(self, connection: Connection, kind: str, jobs: Iterable[NewJob]) -> None:
        """Enqueue several jobs of one kind, of the agency whose transaction it is."""
        cause = log.correlation()
        await connection.executemany(
            self._sql(_ADD),
            [
                (new_id(), kind, job.key, job.priority, job.run_at, False, job.payload, cause)
                for job in jobs
            ],
        )

    async def cancel(self, connection: Connection, job: JobId) -> Cancelled | None:
        """Cancel a job of the agency at work; None where it is over, or no such."""
        return _cancelled(await connection.fetchval(self._sql(_CANCEL), job))

    async def cancel_keyed(self, connection: Connection, kind: str, key: str) -> list[Cancelled]:
        """Cancel what waits or runs under a key, in the agency at work."""
        rows = await connection.fetch(self._sql(_CANCEL_KEYED), kind, key)
        return [each for row in rows if (each := _cancelled(row["cancelled"]))]

    async def own(self, connection: Connection, job: JobId) -> OwnJob | None:
        """Look a job up in the agency at work; None when it is done, and was not to be kept."""
        row = await connection.fetchrow(self._sql(_OWN), job)
        return OwnJob(**row) if row else None

    async def own_keyed(self, connection: Connection, kind: str, key: str) -> OwnJob | None:
        """Look up the newest job under a key, in the agency at work."""
        row = await connection.fetchrow(self._sql(_OWN_KEYED), kind, key)
        return OwnJob(**row) if row else None

    def _sql(self, statement: str) -> str:
        return statement.format(schema=self._service)


def _cancelled(answer: Any) -> Cancelled | None:
    found: Cancelled | None = msgspec.convert(answer, Cancelled | None)
    return found
