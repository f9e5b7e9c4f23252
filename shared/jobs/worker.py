"""Works jobs off, several at a time. Of a service as many workers may run as are wanted.

A worker looks for jobs often while there are some (`rest.py`). Else it looks when one is enqueued
(`NOTIFY job_<service>`), when the next scheduled one is due, when one of its own is over, and now
and then: a notification is lost while nobody listens. What a killed worker held is free within two
seconds (`presence.py`), what one holds that hangs when its lease is over.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any, Generic, TypeVar

from shared import log
from shared.background_tasks import background_tasks, cancel_and_wait, within
from shared.jobs import claims, leases, maintenance, periods, presence
from shared.jobs.execution import AWAY, Execution
from shared.jobs.model import Job, JobId
from shared.jobs.periods import Periodic
from shared.jobs.presence import Presence
from shared.jobs.rest import POLL_EVERY_S, Rest
from shared.jobs.run import JobHandler
from shared.jobs.slots import TIERS, Slots, Tier
from shared.tenancy import Connection, Database

D = TypeVar("D")

SLOTS = 16
LEASE_S, RENEW_EVERY_S = 20.0, 5.0
LOOK_WHO_IS_MISSING_EVERY_S = 1.0
GATHER_S = 0.01
"""Between two looks for jobs: what comes in a rush is found by few."""
PAUSE_S = 1.0
"""After something went wrong."""
PLAN_EVERY_S, FIGURES_EVERY_S, FORGET_EVERY_S = 60.0, 15.0, 600.0
GRACE_S, GIVE_BACK_WITHIN_S = 3.0, 2.0
"""How long a worker that stops lets its jobs go on, and tries to give back what is left."""

logger = log.get(__name__)


class Worker(Generic[D]):
    """A worker of one service. `at_work` while a block runs."""

    def __init__(
        self,
        database: Database,
        deps: D,
        handlers: Mapping[str, JobHandler[D]],
        periodic: Sequence[Periodic] = (),
        *,
        slots: int = SLOTS,
        lease_s: float = LEASE_S,
        grace_s: float = GRACE_S,
    ) -> None:
        """`deps` is what handlers work with. A worker that stops lets its jobs go on for `grace_s`.

        Raises:
            ValueError: a periodic kind has no handler.
        """
        if unknown := {each.kind for each in periodic} - handlers.keys():
            raise ValueError(f"periodic, but nobody does it: {unknown}")
        self._database = database
        self._deps = deps
        self._handlers = handlers
        self._periodic = periodic
        self._slots, self._rest = Slots(slots), Rest()
        self._lease_s, self._grace_s = lease_s, grace_s
        self._running: dict[JobId, Execution[D]] = {}
        self._wake, self._renew_now = asyncio.Event(), asyncio.Event()
        self._presence, self._present = Presence(), asyncio.Event()
        self._missing = set[str]()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Work while the block runs. In the end what is nearly done may be done, and others have
        the rest at once."""
        async with background_tasks(self._steadily(self._be_present)):
            try:
                async with background_tasks(
                    self._steadily(self._look_for_jobs),
                    self._steadily(self._renew),
                    self._steadily(self._look_who_is_missing),
                    self._steadily(self._plan),
                    self._steadily(self._take_figures),
                    self._steadily(self._forget),
                ):
                    yield
            finally:
                await self._stop()

    async def _steadily(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except AWAY as error:
                logger.warning("worker stumbled", error=str(error))
                await asyncio.sleep(PAUSE_S)

    async def _be_present(self) -> None:
        """Listen, and show that this worker lives, as long as one connection lasts."""
        channel, closed = f"job_{self._database.service}", asyncio.Event()
        async with (
            self._database.pool.acquire() as connection,
            self._presence.shown_on(connection),
        ):
            connection.add_termination_listener(lambda _: closed.set())
            await connection.add_listener(channel, self._on_notify)
            self._present.set()
            try:
                await closed.wait()
            finally:
                self._present.clear()
                with contextlib.suppress(*AWAY):
                    await connection.remove_listener(channel, self._on_notify)

    async def _look_for_jobs(self) -> None:
        """Claim whenever there is a reason to, as long as others see that this worker lives."""
        await self._present.wait()
        self._wake.clear()
        await self._pause(self._wake, await self._look())
        await asyncio.sleep(GATHER_S)

    def _on_notify(self, _connection: Any, _pid: Any, _channel: Any, what: Any) -> None:
        if what == "cancelled":
            self._renew_now.set()
        else:
            self._rest.end()
            self._wake.set()

    async def _look(self) -> float:
        """Begin what there is room for; return in how many seconds to look again."""
        if len(self._running) >= self._slots.size:
            return POLL_EVERY_S  # one that is over wakes us
        asleep, claimed = self._rest.is_due, list[Job]()
        with self._slots.looking():
            async with self._database.platform() as tx:
                if asleep != self._rest.asleep:
                    await claims.say_asleep(tx, asleep=asleep)
                outlook = await claims.outlook(tx)
                if outlook.any_due:
                    claimed = await self._claim(tx)
        self._rest.asleep = asleep
        self._begin(claimed)
        next_in_s = POLL_EVERY_S if outlook.next_in_s is None else outlook.next_in_s
        return min(self._rest.pause_s(), next_in_s)

    async def _claim(self, tx: Connection) -> list[Job]:
        claimed: list[Job] = []
        await claims.hold(tx, self._database.service)
        due = await claims.make_ready(tx)
        for tier in TIERS:
            if due.has(tier.first, tier.last):
                claimed += await self._claim_of(tx, tier, claimed)
        await claims.do_away_with_older(tx, claimed)
        return claimed

    async def _claim_of(self, tx: Connection, tier: Tier, claimed: Sequence[Job]) -> list[Job]:
        running, lease = [*self._jobs(), *claimed], self._presence.new_lease()
        wanted = self._slots.wanted(tier, running, list(self._handlers), lease, self._lease_s)
        jobs = await claims.claim(tx, wanted) if wanted.limit else []
        self._slots.served(wanted, jobs)
        return jobs

    def _jobs(self) -> list[Job]:
        return [each.job for each in self._running.values()]

    def _begin(self, claimed: Sequence[Job]) -> None:
        if claimed:
            self._rest.end()
        for job in claimed:
            execution = Execution(job, self._handlers[job.kind], self._database, self._deps)
            self._running[job.id] = execution
            execution.task.add_done_callback(partial(self._ended, job))

    def _ended(self, job: Job, _: asyncio.Task[None]) -> None:
        del self._running[job.id]
        if self._slots.helps(job, self._jobs()):
            self._wake.set()

    async def _renew(self) -> None:
        await self._pause(self._renew_now, RENEW_EVERY_S)
        self._renew_now.clear()
        held = list(self._running.values())
        if not held:
            return
        async with self._database.platform() as tx:
            still = await leases.renew(tx, [each.job for each in held], self._lease_s)
        for each in held:
            if each.job.id not in still:
                each.stop("lost")
            elif still[each.job.id]:
                each.stop("cancelled")

    async def _look_who_is_missing(self) -> None:
        """Free what those hold who are missing for the second time: one may just connect again."""
        await asyncio.sleep(LOOK_WHO_IS_MISSING_EVERY_S)
        async with self._database.platform() as tx:
            missing = await presence.missing(tx)
            if gone := missing & self._missing:
                await presence.free(tx, gone)
                self._wake.set()
        self._missing = missing

    async def _plan(self) -> None:
        pause = PLAN_EVERY_S
        for each in self._periodic:
            async with self._database.platform() as tx:
                occurrence = await periods.plan(tx, each, datetime.now(UTC))
            pause = min(pause, (occurrence - datetime.now(UTC)).total_seconds())
        await asyncio.sleep(max(0.05, pause))

    async def _take_figures(self) -> None:
        async with self._database.platform() as tx:
            await maintenance.take_figures(tx)
        await asyncio.sleep(FIGURES_EVERY_S)

    async def _forget(self) -> None:
        async with self._database.platform() as tx:
            more = await maintenance.forget(tx) == maintenance.FORGET_AT_ONCE
        if not more:
            await asyncio.sleep(FORGET_EVERY_S)

    @staticmethod
    async def _pause(event: asyncio.Event, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, seconds)):
                await event.wait()

    async def _stop(self) -> None:
        if tasks := [each.task for each in self._running.values()]:
            await asyncio.wait(tasks, timeout=self._grace_s)
        held = self._jobs()
        await cancel_and_wait(*(each.task for each in self._running.values()))
        if not held:
            return
        try:
            await within(GIVE_BACK_WITHIN_S, self._give_back(held))
        except AWAY as error:
            logger.warning("jobs not given back", error=str(error))

    async def _give_back(self, held: Sequence[Job]) -> None:
        async with self._database.platform() as tx:
            await leases.give_back(tx, held)
