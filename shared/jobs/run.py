"""One run of a job, as its handler sees it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Generic, TypeVar

import asyncpg
import msgspec

from shared.ids import AgencyId
from shared.jobs import leases
from shared.jobs.model import BACK_OFF, GiveUp, Job, JobId, LeaseLost
from shared.tenancy import Connection, Database

D = TypeVar("D")
S = TypeVar("S")


class JobRun(Generic[D]):
    """What is to be done, and for whom: `agency` is None for the platform's own. `deps` is what the
    worker works with. `finish` is where the effect goes."""

    def __init__(self, job: Job, database: Database, deps: D) -> None:
        self.job = job
        self.deps = deps
        self.settled = False
        """Whether job and effect are committed."""
        self._database = database

    @property
    def id(self) -> JobId:
        return self.job.id

    @property
    def attempt(self) -> int:
        """Which try this is, from 1."""
        return self.job.attempts

    @property
    def payload(self) -> Any:
        return self.job.payload

    @property
    def agency(self) -> AgencyId | None:
        return self.job.agency_id

    @property
    def of_agency(self) -> AgencyId:
        """The agency, for a kind that only agencies have.

        Raises:
            GiveUp: it is the platform's own.
        """
        if self.job.agency_id is None:
            raise GiveUp("this kind is done for an agency, and the job names none")
        return self.job.agency_id

    def payload_as(self, kind: type[S]) -> S:
        """Read the payload.

        Raises:
            msgspec.ValidationError: it has another shape.
        """
        return msgspec.convert(self.job.payload, kind)

    @asynccontextmanager
    async def finish(self) -> AsyncIterator[Connection]:
        """Open the transaction of the effect, inside the agency: it commits with the job, so that
        neither is there without the other, and the effect not twice. No I/O in it.

        Raises:
            LeaseLost: the job is another worker's by now, or was cancelled; nothing was done.
            AgencyNotFound: the agency was deleted meanwhile.
        """
        try:
            async with self._database.begin_with(leases.finishing(self.job), self.agency) as tx:
                yield tx
        except asyncpg.PostgresError as error:
            if error.sqlstate == leases.LOST:
                raise LeaseLost from error
            raise
        self.settled = True

    async def progress(self, done: int, total: int | None = None) -> None:
        """Write down how far it is, for a page that shows it; not more than a few times a second.

        Raises:
            LeaseLost: the job is another worker's by now.
        """
        async with self._database.platform() as tx:
            if not await leases.progress(tx, self.job, done, total):
                raise LeaseLost


class JobHandler(msgspec.Struct, Generic[D], frozen=True):
    """How jobs of one kind are done. After each try that raises, one waits as long as `delays` say;
    when there is none left, the job is dead. What then follows, `gave_up`, commits with that, in a
    transaction of the agency."""

    run: Callable[[JobRun[D]], Awaitable[None]]
    delays: Sequence[timedelta] = BACK_OFF
    gave_up: Callable[[Connection, JobRun[D]], Awaitable[None]] | None = None
