"""Sends what is queued, each mail at least once, with a back-off when the server is away."""

import asyncio
import contextlib
import time
from datetime import timedelta

import aiosmtplib
import asyncpg
from prometheus_client import Counter

from services.gateway.platform.mail import records, store
from services.gateway.platform.mail.delivery.message import compose
from services.gateway.platform.mail.delivery.operator import Operator
from services.gateway.platform.mail.delivery.smtp_pool import SmtpPool
from services.gateway.platform.mail.model import Mail, Status, Undelivered
from shared import log
from shared.ids import AgencyId
from shared.tenancy import AgencyNotFound, Database

LEASE = timedelta(minutes=2)
TRIES = 8
BATCH = 20
IDLE_S = 5.0
KEPT_FOR, FORGET_EVERY_S = timedelta(days=30), 3600.0

logger = log.get(__name__)
mails = Counter("callboard_mails", "Mails by what became of them", ["result"])


class Mailer:
    """The loop that sends. `run` until cancelled."""

    def __init__(self, database: Database, smtp: SmtpPool, operator: Operator) -> None:
        self._database = database
        self._smtp = smtp
        self._operator = operator
        self._queued = asyncio.Event()
        self._forgets_at = 0.0

    async def run(self) -> None:
        """Send for ever; what goes wrong is logged and tried again."""
        while True:
            try:
                async with self._database.pool.acquire() as connection:
                    await connection.add_listener("mail", self._on_notify)
                    try:
                        await self._send_all()
                    finally:
                        await connection.remove_listener("mail", self._on_notify)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                logger.warning("mailer stumbled", error=str(error))
                await asyncio.sleep(IDLE_S)

    def _on_notify(self, *_: object) -> None:
        self._queued.set()

    async def _send_all(self) -> None:
        while True:
            self._queued.clear()
            while claimed := await self._claim():
                await asyncio.gather(*(self._send(mail) for mail in claimed))
            await self._forget_old()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(IDLE_S):
                    await self._queued.wait()

    async def _forget_old(self) -> None:
        now = time.monotonic()
        if now < self._forgets_at:
            return
        self._forgets_at = now + FORGET_EVERY_S
        async with self._database.platform() as tx:
            await store.forget(tx, KEPT_FOR)

    async def _claim(self) -> list[Mail]:
        async with self._database.platform() as tx:
            return await store.claim(tx, LEASE, BATCH)

    async def _send(self, mail: Mail) -> None:
        try:
            message = compose(mail, self._operator)
            await self._smtp.send(message, self._operator.return_path(mail.id), str(mail.id))
        except Exception as error:  # noqa: BLE001 - one mail must not stop all the others
            await self._not_sent(mail, error)
            return
        mails.labels("sent").inc()
        async with self._database.platform() as tx:
            await store.sent(tx, mail.id)
        await self._record(mail, "sent")

    async def _not_sent(self, mail: Mail, error: Exception) -> None:
        why = _given_up(error) or ("not_reached" if mail.attempts >= TRIES else None)
        logger.warning("mail not sent", mail=str(mail.id), error=str(error), final=bool(why))
        mails.labels("failed" if why else "put off").inc()
        async with self._database.platform() as tx:
            if why:
                await store.fail(tx, mail.id, why, str(error))
            else:
                await store.put_off(tx, mail.id, timedelta(seconds=5 * 2**mail.attempts))
        await self._record(mail, "refused" if why else "put_off", why, str(error))

    async def _record(
        self, mail: Mail, status: Status, why: Undelivered | None = None, reply: str = ""
    ) -> None:
        """Tell the agency whose mail it is; of one that was deleted there is nothing to tell."""
        if mail.agency_id:
            with contextlib.suppress(AgencyNotFound):
                async with self._database.tenant(AgencyId(mail.agency_id)) as tx:
                    await records.change(tx, mail.id, status, why, reply)


def _given_up(error: Exception) -> Undelivered | None:
    """Say why trying again is of no use; None where it may be: greylisting, a server that is away.

    A refusal (5yz) lasts, a put-off (4yz) does not (RFC 5321 section 4.2.1). A server without
    SMTPUTF8 never takes a local part beyond ASCII (RFC 6531 section 3.2).
    """
    match error:
        case aiosmtplib.SMTPNotSupported():
            return "beyond_ascii"
        case aiosmtplib.SMTPRecipientsRefused() if all(r.code >= 500 for r in error.recipients):
            return "refused"
        case aiosmtplib.SMTPDataError() if error.code >= 500:
            return "refused"
    return None
