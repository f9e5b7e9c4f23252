"""Sends what is queued, each mail at least once, with a back-off when the server is away."""

import asyncio
import contextlib
import time
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosmtplib
import asyncpg
from prometheus_client import Counter

from services.gateway.notifications import store
from services.gateway.notifications.model import Mail
from shared import addresses, log
from shared.tenancy import Database

LEASE = timedelta(minutes=2)
TRIES = 8
BATCH = 20
IDLE_S = 5.0
KEPT_FOR, FORGET_EVERY_S = timedelta(days=30), 3600.0

logger = log.get(__name__)
mails = Counter("callboard_mails", "Mails by what became of them", ["result"])


def compose(mail: Mail, sender: str) -> EmailMessage:
    """Write a mail. Its Message-ID follows from its id, so that a repeat can be known as one."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = addresses.on_wire(mail.recipient)
    message["Subject"] = mail.subject
    message["Message-ID"] = f"<{mail.id}@callboard>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834 section 5
    message.set_content(mail.body)
    if mail.calendar:
        message.add_attachment(
            mail.calendar.encode(), maintype="text", subtype="calendar", filename="audition.ics"
        )
    return message


class Mailer:
    """The loop that sends. `run` until cancelled."""

    def __init__(self, database: Database, smtp_url: str, sender: str) -> None:
        parts = urlsplit(smtp_url)
        self._database = database
        self._sender = sender
        self._queued = asyncio.Event()
        self._forgets_at = 0.0
        self._smtp: dict[str, Any] = {
            "hostname": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 25),
            "username": unquote(parts.username) if parts.username else None,
            "password": unquote(parts.password) if parts.password else None,
            "use_tls": parts.scheme == "smtps",
            "timeout": 20,
        }

    async def run(self) -> None:
        """Send for ever; what goes wrong is logged and tried again."""
        while True:
            try:
                async with self._database.pool.acquire() as connection:
                    await connection.add_listener("mail", self._heard)
                    try:
                        await self._send_all()
                    finally:
                        await connection.remove_listener("mail", self._heard)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                logger.warning("mailer stumbled", error=str(error))
                await asyncio.sleep(IDLE_S)

    def _heard(self, *_: object) -> None:
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
            await aiosmtplib.send(compose(mail, self._sender), **self._smtp)
        except Exception as error:  # noqa: BLE001 - one mail must not stop all the others
            await self._not_sent(mail, error)
            return
        mails.labels("sent").inc()
        async with self._database.platform() as tx:
            await store.sent(tx, mail.id)

    async def _not_sent(self, mail: Mail, error: Exception) -> None:
        final = mail.attempts >= TRIES or _refused_for_good(error)
        logger.warning("mail not sent", mail=str(mail.id), error=str(error), final=final)
        mails.labels("failed" if final else "put off").inc()
        async with self._database.platform() as tx:
            if final:
                await store.fail(tx, mail.id, str(error))
            else:
                await store.put_off(tx, mail.id, timedelta(seconds=5 * 2**mail.attempts))


def _refused_for_good(error: Exception) -> bool:
    """Tell a refusal (5yz) from greylisting (4yz), RFC 5321 section 4.2.1.

    A server without SMTPUTF8 never takes a local part beyond ASCII (RFC 6531 section 3.2).
    """
    if isinstance(error, aiosmtplib.SMTPNotSupported):
        return True
    return isinstance(error, aiosmtplib.SMTPRecipientsRefused) and all(
        recipient.code >= 500 for recipient in error.recipients
    )
