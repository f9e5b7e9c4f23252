"""Sends what is due, each delivery at least once, with a back-off while it is not taken."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.platform.webhooks.delivery import store as deliveries
from services.gateway.platform.webhooks.delivery.model import KEPT, LEASE, Claimed
from services.gateway.platform.webhooks.delivery.sender import DeliverySender
from shared import log
from shared.background_tasks import background_tasks, cancel_and_wait
from shared.tenancy import Database

SENDING = 32
IDLE_S = 5.0
FORGET_EVERY_S = 3600
FORGET_AT_ONCE = 1000
_AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)

logger = log.get(__name__)


class Dispatcher:
    """The loop that sends: to each webhook one thing at a time, to some webhooks at once.

    `run` until cancelled; what is under way then is sent again by whoever runs next.
    """

    def __init__(self, database: Database, sender: DeliverySender) -> None:
        self._database = database
        self._sender = sender
        self._wake = asyncio.Event()
        self._sending: dict[UUID, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Send for ever; what goes wrong is logged and tried again."""
        async with background_tasks(self._forget_old()):
            while True:
                try:
                    await self._send_all()
                except _AWAY as error:
                    logger.warning("dispatcher stumbled", error=str(error))
                    await asyncio.sleep(IDLE_S)

    async def _send_all(self) -> None:
        try:
            async with self._listening():
                while True:
                    await self._begin()
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(IDLE_S):
                            await self._wake.wait()
        finally:
            await cancel_and_wait(*self._sending.values())

    @contextlib.asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        async with self._database.pool.acquire() as connection:
            await connection.add_listener("webhook", self._on_notify)
            try:
                yield
            finally:
                with contextlib.suppress(*_AWAY):
                    await connection.remove_listener("webhook", self._on_notify)

    def _on_notify(self, *_: Any) -> None:
        self._wake.set()

    async def _begin(self) -> None:
        """Begin to send as much as may be under way at once."""
        self._wake.clear()
        free = SENDING - len(self._sending)
        if not free:
            return
        async with self._database.platform() as tx:
            claimed = await deliveries.claim(tx, LEASE, self._sending.keys(), free)
        for each in claimed:
            task = self._sending[each.webhook_id] = asyncio.create_task(self._send(each))
            task.add_done_callback(partial(self._ended, each.webhook_id))

    def _ended(self, webhook: UUID, _: asyncio.Task[None]) -> None:
        del self._sending[webhook]
        self._wake.set()

    async def _send(self, claimed: Claimed) -> None:
        try:
            attempt = await self._sender.attempt(claimed)
            await self._sender.write_down(claimed, attempt)
        except Exception as error:  # noqa: BLE001 - one delivery must not stop all the others
            logger.warning("delivery not written down", id=str(claimed.id), error=str(error))

    async def _forget_old(self) -> None:
        while True:
            try:
                async with self._database.platform() as tx:
                    more = await deliveries.forget(tx, KEPT, FORGET_AT_ONCE) == FORGET_AT_ONCE
            except _AWAY as error:
                logger.warning("old deliveries not forgotten", error=str(error))
                more = False
            if not more:
                await asyncio.sleep(FORGET_EVERY_S)
