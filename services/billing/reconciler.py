"""Repairs what a lost webhook left behind: looks again at what nobody looked at for long."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import asyncpg

from services.billing.checkouts import actions as checkouts
from services.billing.checkouts import store as checkout_store
from services.billing.desk import Desk
from services.billing.dunning import actions as dunning
from services.billing.dunning import repairs
from services.billing.stripe import store as events
from services.billing.stripe.client import Stripe
from services.billing.subscriptions import actions as subscriptions
from services.billing.subscriptions import store as subscription_store
from services.billing.subscriptions.model import Subject
from services.billing.usage import actions as usage
from shared import log
from shared.errors import DomainError
from shared.tenancy import Database

ROUND_EVERY = 60.0  # seconds
BATCH = 20
CHECKOUT_AGE = timedelta(minutes=5)
SUBSCRIPTION_AGE = timedelta(days=1)
EVENT_AGE = timedelta(days=30)  # as long as Stripe itself keeps them

Sync: TypeAlias = Callable[[Desk, Subject, str], Awaitable[list[str]]]

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
                await self.announce(datetime.now(UTC))
                await self.tidy(EVENT_AGE)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                _log.warning("reconciler_stumbled", error=repr(error))

    async def look_again(self, checkout_age: timedelta, subscription_age: timedelta) -> None:
        """Look at the oldest of each kind; one that fails is left for its next turn."""
        async with self._database.platform() as tx:
            opened = await checkout_store.stale(tx, checkout_age, BATCH)
            running = await subscription_store.stale(tx, subscription_age, BATCH)
        for checkout in opened:
            await self._safely(_at_checkout, checkout.subject, checkout.stripe_id)
        for kept in running:
            await self._safely(_at_subscription, kept.subject, kept.stripe_id)

    async def announce(self, now: datetime) -> None:
        """Tell of what will be deleted soon, of what is due, and of what was repaired."""
        async with self._database.platform() as tx:
            await dunning.announce(tx, now)
            await dunning.report(tx, now)

    async def tidy(self, event_age: timedelta) -> None:
        """Forget events that were worked off long ago."""
        async with self._database.platform() as tx:
            await events.forget(tx, event_age)

    async def _safely(self, sync: Sync, subject: Subject, key: str) -> None:
        """Look at one thing, and write down what had to be repaired."""
        try:
            async with self._database.platform() as tx:
                for what in await sync(Desk(tx, self._stripe), subject, key):
                    _log.warning("repaired", production=str(subject.production_id), what=what)
                    await repairs.add(tx, subject, what)
        except DomainError as error:
            _log.warning("not_reconciled", stripe_id=key, error=repr(error))


async def _at_checkout(desk: Desk, subject: Subject, key: str) -> list[str]:
    return await _followed(desk, subject, checkouts.look_at(desk, subject, key))


async def _at_subscription(desk: Desk, subject: Subject, key: str) -> list[str]:
    repaired = await _followed(desk, subject, subscriptions.apply(desk, subject, key))
    await usage.settle(desk, subject)
    return repaired + await usage.reconcile(desk, subject, key)


async def _followed(desk: Desk, subject: Subject, looking: Awaitable[None]) -> list[str]:
    """Look, and say what is different now."""
    before = await subscription_store.kept(desk.connection, subject.production_id)
    await looking
    after = await subscription_store.kept(desk.connection, subject.production_id)
    was, now = (f"{k.plan} {k.status}" if k else "nothing" for k in (before, after))
    return [f"subscription: {was} became {now}"] if was != now else []
