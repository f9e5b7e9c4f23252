"""Sends what is due, each delivery at least once, with a back-off while it is not taken."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
from prometheus_client import Counter

from services.gateway import audit, paths
from services.gateway.notifications import store as notifications
from services.gateway.webhooks import delivery_store as deliveries
from services.gateway.webhooks import mails, signing, store
from services.gateway.webhooks.model import (
    BACK_OFF,
    GIVE_UP,
    KEPT,
    LEASE,
    Attempt,
    Claimed,
    OffBecause,
    Status,
)
from services.gateway.webhooks.reach import Reach, Unreachable
from services.gateway.webhooks.signing import Seal, SecretUnreadable
from shared import log
from shared.beside import beside, ended
from shared.tenancy import Connection, Database

SENDERS = 32
IDLE_S = 5.0
FORGET_EVERY_S = 3600
FORGET_AT_ONCE = 1000
SHOWN = 500
_AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
_FIXED = {"content-type": "application/json", "user-agent": "Callboard-Webhooks/1"}

logger = log.get(__name__)
sent = Counter(
    "callboard_webhooks", "Attempts to tell webhooks, by what became of them", ["result"]
)


class Courier:
    """The loop that sends: to each webhook one thing at a time, to some webhooks at once.

    `run` until cancelled; what is under way then is sent again by whoever runs next.
    """

    def __init__(self, database: Database, seal: Seal, reach: Reach, public_url: str) -> None:
        self._database = database
        self._seal = seal
        self._reach = reach
        self._public_url = public_url
        self._wake = asyncio.Event()
        self._sending: dict[UUID, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Send for ever; what goes wrong is logged and tried again."""
        async with beside(self._forget_old()):
            while True:
                try:
                    await self._send_all()
                except _AWAY as error:
                    logger.warning("courier stumbled", error=str(error))
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
            await ended(*self._sending.values())

    @contextlib.asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        async with self._database.pool.acquire() as connection:
            await connection.add_listener("webhook", self._heard)
            try:
                yield
            finally:
                with contextlib.suppress(*_AWAY):
                    await connection.remove_listener("webhook", self._heard)

    def _heard(self, *_: Any) -> None:
        self._wake.set()

    async def _begin(self) -> None:
        """Begin to send as much as there are senders for."""
        self._wake.clear()
        free = SENDERS - len(self._sending)
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
            attempt = await self._attempt(claimed)
            await self._write_down(claimed, attempt)
        except Exception as error:  # noqa: BLE001 - one delivery must not stop all the others
            logger.warning("delivery not written down", id=str(claimed.id), error=str(error))

    async def _attempt(self, claimed: Claimed) -> Attempt:
        body, begun = claimed.body.encode(), time.perf_counter()
        code, said = None, ""
        try:
            headers = signing.headers(self._keys(claimed), str(claimed.id), datetime.now(UTC), body)
            answer = await self._reach.post(claimed.url, _FIXED | headers, body)
            code, said = answer.code, answer.body.decode(errors="replace").replace("\x00", "")
        except SecretUnreadable:
            said = "Its secret cannot be read here. Please make a new one."
        except Unreachable as error:
            said = str(error)
        return Attempt(code, round((time.perf_counter() - begun) * 1000), said[:SHOWN])

    def _keys(self, claimed: Claimed) -> list[bytes]:
        sealed = [claimed.secret] + ([claimed.old_secret] if claimed.old_secret else [])
        return [self._seal.open(claimed.webhook_id, each) for each in sealed]

    async def _write_down(self, claimed: Claimed, attempt: Attempt) -> None:
        async with self._database.platform() as tx:
            if attempt.taken:
                if await deliveries.close(tx, claimed, attempt, "delivered", timedelta()):
                    await store.works(tx, claimed.webhook_id)
            else:
                await self._not_taken(tx, claimed, attempt)
        sent.labels("taken" if attempt.taken else "not taken").inc()

    async def _not_taken(self, tx: Connection, claimed: Claimed, attempt: Attempt) -> None:
        final = claimed.attempts > len(BACK_OFF)
        again_in = timedelta() if final else BACK_OFF[claimed.attempts - 1]
        status: Status = "failed" if final else "waiting"
        if not await deliveries.close(tx, claimed, attempt, status, again_in):
            return
        tired = await store.fails(tx, claimed.webhook_id, GIVE_UP)
        if attempt.gone or tired:
            await self._switch_off(tx, claimed, "gone" if attempt.gone else "failing")

    async def _switch_off(self, tx: Connection, claimed: Claimed, because: OffBecause) -> None:
        """Switch a webhook off, once, and tell the owners and the log."""
        if not await store.switch_off(tx, claimed.agency_id, claimed.webhook_id, because):
            return
        page = self._public_url + paths.webhook(claimed.webhook_id)
        subject, body = mails.switched_off(claimed.url, because, page)
        for owner in await store.owners(tx, claimed.agency_id):
            await notifications.queue(tx, owner, subject, body, agency=claimed.agency_id)
        await self._database.enter(tx, claimed.agency_id)
        await audit.note_by_house(tx, f"switched off ({because})", "webhook", claimed.webhook_id)

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
