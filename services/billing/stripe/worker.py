"""Works off the stored events: each is a reason to look at its object at Stripe again."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import TypeAlias

import asyncpg
from prometheus_client import Counter

from services.billing.desk import Desk
from services.billing.stripe import store
from services.billing.stripe.client import Stripe
from services.billing.stripe.model import StripeEvent
from shared import log
from shared.tenancy import Database

Handler: TypeAlias = Callable[[Desk, StripeEvent], Awaitable[None]]

LOOK_EVERY = 2.0  # seconds; another process may have stored an event
PAUSES = [timedelta(seconds=min(3600, 2**n)) for n in range(20)]

_log = log.get(__name__)
_events = Counter("callboard_stripe_events", "Stripe events worked off", ["outcome"])


class Worker:
    """One event at a time. Several processes may each run one. `run` until cancelled."""

    def __init__(self, database: Database, stripe: Stripe, handlers: Mapping[str, Handler]) -> None:
        self._database = database
        self._stripe = stripe
        self._handlers = handlers
        self._awake = asyncio.Event()

    def wake(self) -> None:
        self._awake.set()

    async def run(self) -> None:
        """Work for ever; what goes wrong is logged and tried again."""
        while True:
            self._awake.clear()
            try:
                while await self.work_one():
                    pass
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                _log.warning("stripe_worker_stumbled", error=repr(error))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._awake.wait(), LOOK_EVERY)

    async def work_one(self) -> bool:
        """Work off the event that is due longest; false when none is due."""
        event: StripeEvent | None = None
        try:
            async with self._database.platform() as connection:
                event = await store.next_due(connection)
                if event is not None:
                    await self._apply(Desk(connection, self._stripe), event)
        except Exception as error:
            if event is None:
                raise
            await self._postpone(event, error)
        return event is not None

    async def _apply(self, desk: Desk, event: StripeEvent) -> None:
        handler = self._handlers.get(event.type)
        if handler is not None:
            await handler(desk, event)
        outcome = "done" if handler is not None else "ignored"
        await store.settle(desk.connection, event.id, outcome)
        _events.labels(outcome).inc()

    async def _postpone(self, event: StripeEvent, error: Exception) -> None:
        _log.warning("stripe_event_postponed", stripe_event=event.id, error=repr(error))
        _events.labels("postponed").inc()
        async with self._database.platform() as connection:
            if not await store.postpone(connection, event.id, repr(error), PAUSES):
                _log.error("stripe_event_failed", stripe_event=event.id, error=repr(error))
