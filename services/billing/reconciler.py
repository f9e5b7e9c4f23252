"""Repairs what a lost webhook left behind: looks again at what nobody looked at for long."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg

from services.billing.checkouts import actions as checkouts
from services.billing.checkouts import store as checkout_store
from services.billing.desk import Desk
from services.billing.stripe import store as events
from services.billing.stripe.client import Stripe
from services.billing.subscriptions import actions as subscriptions
from services.billing.subscriptions import store as subscription_store
from services.billing.subscriptions.model import Subject
from shared import log
from shared.errors import DomainError
from shared.tenancy import Database

ROUND_EVERY = 60.0  # seconds
BATCH = 20
CHECKOUT_AGE = timedelta(minutes=5)
SUBSCRIPTION_AGE = timedelta(days=1)
EVENT_AGE = timedelta(days=30)  # as long as Stripe itself keeps them

_log = log.get(__name__)


class Reconciler:
    """A few objects a minute, far below Stripe's limits. `run` until cancelled."""

    def __init__(self, database: Database, stripe: Stripe) -> None:
        self._database = database
        self._stripe = stripe

    async def run(self) -> None:
        while True:
            await asyncio.sleep(ROUND_EVERY)
            try:
                await self.look_again(CHECKOUT_AGE, SUBSCRIPTION_AGE)
                await self.tidy(EVENT_AGE)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                _log.warning("reconciler_stumbled", error=repr(error))

    async def look_again(self, checkout_age: timedelta, subscription_age: timedelta) -> None:
        """Look at the oldest of each kind; one that fails is left for its next turn."""
        async with self._database.platform() as tx:
            opened = await checkout_store.stale(tx, checkout_age, BATCH)
            running = await subscription_store.stale(tx, subscription_age, BATCH)
        for checkout in opened:
            await self._safely(checkouts.look_at, checkout.subject, checkout.stripe_id)
        for kept in running:
            await self._safely(subscriptions.apply, kept.subject, kept.stripe_id)

    async def tidy(self, event_age: timedelta) -> None:
        """Forget events that were worked off long ago."""
        async with self._database.platform() as tx:
            await events.forget(tx, event_age)

    async def _safely(
        self, look: Callable[[Desk, Subject, str], Awaitable[None]], subject: Subject, key: str
    ) -> None:
        try:
            async with self._database.platform() as tx:
                await look(Desk(tx, self._stripe), subject, key)
        except DomainError as error:
            _log.warning("not_reconciled", stripe_id=key, error=repr(error))
