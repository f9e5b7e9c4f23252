"""Works off the stored events: each is a reason to look at its object at Stripe again."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeAlias

import asyncpg
from prometheus_client import Counter

from services.billing.desk import Desk
from services.billing.stripe import store
from services.billing.stripe.client import Stripe
from services.billing.stripe.model import StripeEvent
from shared import log
from shared.tenancy import Database

Reader: TypeAlias = Callable[[StripeEvent], Hashable | None]

LOOK_EVERY = 2.0  # seconds; another process may have stored an event
BATCH = 500
GATHER = 0.5  # seconds between batches: in a flood, many events are one look
AT_ONCE = 4
LEASE = timedelta(minutes=2)
PAUSES = [timedelta(seconds=min(3600, 2**n)) for n in range(20)]

_log = log.get(__name__)
_events = Counter("callboard_stripe_events", "Stripe events worked off", ["outcome"])


class Worker:
    """Takes events in batches; those that lead to the same look are one. Several processes may
    each run one. `run` until cancelled."""

    def __init__(
        self,
        database: Database,
        stripe: Stripe,
        readers: Mapping[str, Reader],
        sync: Callable[[Desk, Any], Awaitable[None]],
    ) -> None:
        self._database = database
        self._stripe = stripe
        self._readers = readers
        self._sync = sync
        self._awake = asyncio.Event()
        self._room = asyncio.Semaphore(AT_ONCE)

    def wake(self) -> None:
        self._awake.set()

    async def run(self) -> None:
        """Work for ever; what goes wrong is logged and tried again."""
        while True:
            self._awake.clear()
            try:
                worked = await self.work_off()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                _log.warning("stripe_worker_stumbled", error=repr(error))
                worked = 0
            if worked:
                await asyncio.sleep(GATHER)
                continue
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):
                    await self._awake.wait()

    async def work_off(self) -> int:
        """Work off the events that are due longest; return how many there were."""
        async with self._database.platform() as connection:
            due = await store.claim(connection, LEASE, BATCH)
        syncs: dict[Hashable, list[str]] = defaultdict(list)
        done: dict[str, list[str]] = {"ignored": [], "done": []}
        for event in due:
            await self._sort(event, syncs, done)
        async with self._database.platform() as connection:
            for outcome, keys in done.items():
                await self._settle(connection, keys, outcome)
        await asyncio.gather(*(self._work(each, keys) for each, keys in syncs.items()))
        return len(due)

    async def _sort(
        self, event: StripeEvent, syncs: dict[Hashable, list[str]], done: dict[str, list[str]]
    ) -> None:
        reader = self._readers.get(event.type)
        if reader is None:
            done["ignored"].append(event.id)
            return
        try:
            wanted = reader(event)
        except Exception as error:  # noqa: BLE001 - an event of a shape that nobody knows
            await self._postpone([event.id], error)
            return
        if wanted is None:
            done["done"].append(event.id)
        else:
            syncs[wanted].append(event.id)

    async def _work(self, wanted: Hashable, keys: list[str]) -> None:
        """Look, and settle what led here, in one transaction."""
        async with self._room:
            try:
                async with self._database.platform() as connection:
                    await self._sync(Desk(connection, self._stripe), wanted)
                    await self._settle(connection, keys, "done")
            except Exception as error:  # noqa: BLE001 - one must not stop the others
                await self._postpone(keys, error)

    async def _settle(self, connection: Any, keys: list[str], outcome: str) -> None:
        if keys:
            await store.settle(connection, keys, outcome)
            _events.labels(outcome).inc(len(keys))

    async def _postpone(self, keys: list[str], error: Exception) -> None:
        _log.warning("stripe_event_postponed", stripe_events=keys[:5], error=repr(error))
        _events.labels("postponed").inc(len(keys))
        async with self._database.platform() as connection:
            if failed := await store.postpone(connection, keys, repr(error), PAUSES):
                _log.error("stripe_event_failed", stripe_events=failed, error=repr(error))
