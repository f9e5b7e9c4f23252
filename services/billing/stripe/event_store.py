"""Stores webhooks that arrive in the same moment in one transaction: one commit for all of them."""

import asyncio

import msgspec

from services.billing.stripe import store
from services.billing.stripe.model import StripeEvent, TooManyWebhooks
from shared.tenancy import Database

MOST_WAITING = 2_000
BATCH = 100


class Arrival(msgspec.Struct, frozen=True):
    """A webhook whose sender waits to hear that it is stored."""

    event: StripeEvent
    body: bytes
    stored: asyncio.Future[None]


class EventBuffer:
    """`keep` returns once a webhook is stored; `run` until cancelled."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._arrived: asyncio.Queue[Arrival] = asyncio.Queue(MOST_WAITING)

    async def keep(self, event: StripeEvent, body: bytes) -> None:
        """Store a webhook, unless it was here before.

        Raises:
            TooManyWebhooks: Stripe sends it again later.
        """
        arrival = Arrival(event, body, asyncio.get_running_loop().create_future())
        try:
            self._arrived.put_nowait(arrival)
        except asyncio.QueueFull as error:
            raise TooManyWebhooks from error
        await arrival.stored

    async def run(self) -> None:
        while True:
            batch = [await self._arrived.get()]
            while len(batch) < BATCH and not self._arrived.empty():
                batch.append(self._arrived.get_nowait())
            await self._store(batch)

    async def _store(self, batch: list[Arrival]) -> None:
        """Store a batch; where that fails, every sender of it hears so, and sends it again."""
        failure: Exception | None = None
        try:
            async with self._database.platform() as connection:
                await store.keep(connection, [(each.event, each.body) for each in batch])
        except Exception as error:  # noqa: BLE001 - it is told to those who wait
            failure = error
        for each in batch:
            if each.stored.done():  # its sender went away
                continue
            if failure:
                each.stored.set_exception(failure)
            else:
                each.stored.set_result(None)
