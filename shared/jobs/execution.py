"""One job that a worker carries out: its handler runs, and what becomes of the job follows from how
that ends."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Generic, Literal, TypeAlias, TypeVar

import asyncpg
import structlog

from shared import log
from shared.jobs import leases, metrics
from shared.jobs.model import GiveUp, Job, LeaseLost, PutOff, delay_after
from shared.jobs.run import JobHandler, JobRun
from shared.tenancy import AgencyNotFound, Connection, Database

D = TypeVar("D")
Result: TypeAlias = Literal["done", "retried", "put off", "dead", "cancelled", "lost"]
Stop: TypeAlias = Literal["cancelled", "lost"]
Settle: TypeAlias = Callable[[Connection], Awaitable[bool]]
AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)

logger = log.get(__name__)


class Execution(Generic[D]):
    """A job under way; `task` is over when the job is settled, or is not this worker's any more."""

    def __init__(self, job: Job, handler: JobHandler[D], database: Database, deps: D) -> None:
        self.job = job
        self._handler = handler
        self._database = database
        self._run = JobRun(job, database, deps)
        self._stopped: Stop | None = None
        self.task = asyncio.create_task(self._carry_out())

    def stop(self, because: Stop) -> None:
        """Cancel the handler: somebody asked for it, or another worker has the job."""
        if self._stopped is None and not self._run.settled:
            self._stopped = because
            self.task.cancel()

    async def _carry_out(self) -> None:
        job, began = self.job, time.monotonic()
        said = {"job": str(job.id), "kind": job.kind, "attempt": job.attempts}
        whose = {"agency": str(job.agency_id)} if job.agency_id else {}
        asked = {"request": job.correlation} if job.correlation else {}
        with structlog.contextvars.bound_contextvars(**said, **whose, **asked):
            metrics.DELAY.labels(job.priority.name.lower()).observe(max(0.0, job.waited_s))
            try:
                result = await self._result()
            except Exception:  # its lease runs out, and somebody looks at it again
                logger.exception("job not settled")
                return
            metrics.ENDED.labels(job.kind, result).inc()
            metrics.TOOK.labels(job.kind).observe(time.monotonic() - began)

    async def _result(self) -> Result:
        if self.job.cancel_requested:
            return await self._settle("cancelled", self._cancelled)
        if self.job.attempts > len(self._handler.delays) + 1:
            return await self._settle(*self._dead("each worker that tried it was killed"))
        try:
            await self._handler.run(self._run)
        except asyncio.CancelledError:
            if self._stopped is None:  # the worker stops, and gives back what it holds
                raise
            return await self._after_stop(self._stopped)
        except Exception as error:  # noqa: BLE001 - one job must not stop the others
            return await self._after_failure(error)
        return await self._settle("done", self._finished)

    async def _after_stop(self, because: Stop) -> Result:
        if because == "cancelled":
            return await self._settle("cancelled", self._cancelled)
        return self._lost()

    async def _after_failure(self, error: Exception) -> Result:
        if self._run.settled:
            logger.error("job failed after it was done", exc_info=error)
            return "done"
        if isinstance(error, LeaseLost):
            return self._lost()
        return await self._settle(*self._ending(error))

    def _ending(self, error: Exception) -> tuple[Result, Settle]:
        """Say what follows from an error."""
        match error:
            case AgencyNotFound():
                logger.warning("job of no agency dropped")
                return "cancelled", self._cancelled
            case PutOff():
                return "put off", self._put_off(error.delay)
            case GiveUp():
                return self._dead(str(error))
        delay = delay_after(self.job.attempts, self._handler.delays)
        if delay is None:
            return self._dead(repr(error), error)
        logger.warning("job failed, to be tried again", delay=str(delay), exc_info=error)
        return "retried", self._retry(repr(error), delay)

    def _dead(self, why: str, error: Exception | None = None) -> tuple[Result, Settle]:
        logger.error("job is dead", error=why, exc_info=error)
        return "dead", self._give_up(why)

    def _lost(self) -> Result:
        logger.warning("lease of a job lost")
        return "lost"

    async def _settle(self, result: Result, settle: Settle) -> Result:
        """Write the end of a run down, unless the handler has."""
        if self._run.settled:
            return result
        async with self._database.platform() as tx:
            return result if await settle(tx) else "lost"

    def _finished(self, tx: Connection) -> Awaitable[bool]:
        return leases.finish(tx, self.job)

    def _cancelled(self, tx: Connection) -> Awaitable[bool]:
        return leases.cancel(tx, self.job)

    def _put_off(self, delay: timedelta) -> Settle:
        return lambda tx: leases.put_off(tx, self.job, delay)

    def _retry(self, error: str, delay: timedelta) -> Settle:
        return lambda tx: leases.retry(tx, self.job, error, delay)

    def _give_up(self, why: str) -> Settle:
        async def settle(tx: Connection) -> bool:
            held = await leases.give_up(tx, self.job, why)
            if held and self._handler.gave_up:
                if self.job.agency_id is not None:
                    await self._database.enter(tx, self.job.agency_id)
                await self._handler.gave_up(tx, self._run)
            return held

        return settle
