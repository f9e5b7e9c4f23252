"""Connections to the operator's mail server, kept for the mails to come.

Setting one up takes several round trips, with TLS and a sign-in among them: more than the mail.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
from aiosmtplib import SMTP, SMTPException

MAILS, IDLE_S = 100, 20.0
"""How many mails go over one connection, and how long it is kept without any: servers end both."""
TIMEOUT_S, RESET_S, GOODBYE_S = 20.0, 2.0, 2.0
"""How long a server may take to answer: to a mail, before one on a kept connection, at the end."""


class Kept(msgspec.Struct):
    """A connection, how many mails went over it, and when the last one did."""

    smtp: SMTP
    mails: int = 0
    used_at: float = 0.0

    @property
    def worn(self) -> bool:
        return self.mails >= MAILS or time.monotonic() - self.used_at > IDLE_S


class SmtpPool:
    """As many connections as there are mails under way, at most `size`; the others wait."""

    def __init__(self, url: str, size: int) -> None:
        self._options = _options(url)
        self._room = asyncio.Semaphore(size)
        self._free: list[Kept] = []
        self._closing: asyncio.TimerHandle | None = None

    async def send(self, message: EmailMessage, return_path: str | None, envelope_id: str) -> None:
        """Send a mail to the one in its To. Only its failure is reported, to `return_path`, where
        the server knows how (RFC 3461 section 4).

        Raises:
            OSError, aiosmtplib.SMTPException: it was not taken.
        """
        async with self._connection() as smtp:
            knows = return_path is not None and smtp.supports_extension("dsn")
            await smtp.send_message(
                message,
                sender=return_path,
                mail_options=["RET=HDRS", f"ENVID={envelope_id}"] if knows else [],
                rcpt_options=["NOTIFY=FAILURE"] if knows else [],
            )

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[SMTP]:
        async with self._room:
            kept = await self._kept() or Kept(await self._open())
            try:
                yield kept.smtp
            except BaseException as error:
                if not _is_answer(error):
                    kept.smtp.close()  # nobody knows what it waits for
                raise
            finally:
                if kept.smtp.is_connected:
                    kept.mails, kept.used_at = kept.mails + 1, time.monotonic()
                    self._free.append(kept)
                    self._close_later()

    async def _kept(self) -> Kept | None:
        """Return a connection that still answers; None where there is none."""
        while self._free:
            kept = self._free.pop()
            if not kept.worn and await self._answers(kept.smtp):
                return kept
            kept.smtp.close()
        return None

    async def _answers(self, smtp: SMTP) -> bool:
        """Ask whether a connection is alive. Where its server is silent, none that was kept is."""
        try:
            await smtp.rset(timeout=RESET_S)
        except TimeoutError:
            self._close_free()
            return False
        except (OSError, SMTPException):
            return False
        except asyncio.CancelledError:
            smtp.close()
            raise
        return True

    async def _open(self) -> SMTP:
        smtp = SMTP(**self._options)
        await smtp.connect()
        return smtp

    def _close_later(self) -> None:
        if self._closing is None:
            loop = asyncio.get_running_loop()
            self._closing = loop.call_later(IDLE_S + 1, self._close_idle)

    def _close_idle(self) -> None:
        self._closing = None
        self._close_worn()
        if self._free:
            self._close_later()

    def _close_free(self) -> None:
        free, self._free = self._free, []
        for kept in free:
            kept.smtp.close()

    def _close_worn(self) -> None:
        for kept in [each for each in self._free if each.worn]:
            self._free.remove(kept)
            kept.smtp.close()

    async def close(self) -> None:
        """Take leave of the server (RFC 5321 section 4.1.1.10); one that is slow is left."""
        if self._closing:
            self._closing.cancel()
        free, self._free = self._free, []
        for kept in free:
            with suppress(OSError, SMTPException):
                async with asyncio.timeout(GOODBYE_S):
                    await kept.smtp.quit()
            kept.smtp.close()


@asynccontextmanager
async def opened(url: str, size: int) -> AsyncIterator[SmtpPool]:
    """Open a pool for a while; `url` is `smtp://` or `smtps://user:password@host:port`."""
    pool = SmtpPool(url, size)
    try:
        yield pool
    finally:
        await pool.close()


def _is_answer(error: BaseException) -> bool:
    """Whether the server answered, so that the connection is good for another mail."""
    return isinstance(error, SMTPException) and not isinstance(error, OSError)


def _options(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "hostname": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "username": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
        "use_tls": parts.scheme == "smtps",
        "timeout": TIMEOUT_S,
    }
