"""A mail server as strict, or as old, as a test needs it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import asyncpg
from aiosmtpd.smtp import SMTP

from services.gateway.platform.mail.mailer import Mailer
from tests.migrated import Founded, databases


class MailServer:
    """What came, by envelope recipient; `refuse` maps a recipient to the answer that it gets."""

    def __init__(self) -> None:
        self.came: list[tuple[list[str], EmailMessage]] = []
        self.raw: list[bytes] = []
        self.refuse: dict[str, str] = {}
        self.answers: list[str] = []
        """What DATA is answered with, in turn; after that everything is taken."""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.raw.append(envelope.content)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.came.append((envelope.rcpt_tos, message))
        return self.answers.pop(0) if self.answers else "250 OK"


@asynccontextmanager
async def mail_server(*, smtputf8: bool = True) -> AsyncIterator[tuple[MailServer, str]]:
    """Serve SMTP on this machine; yield the server and its address."""
    kept = MailServer()
    serving = await asyncio.get_running_loop().create_server(
        lambda: SMTP(kept, enable_SMTPUTF8=smtputf8, hostname="mail.test"), "127.0.0.1", 0
    )
    try:
        yield kept, f"smtp://127.0.0.1:{serving.sockets[0].getsockname()[1]}"
    finally:
        serving.close()


@asynccontextmanager
async def mailing(
    founded: Founded, smtp_url: str, sender: str
) -> AsyncIterator[asyncpg.Connection]:
    """Run the mailer on a database; yield its owner's connection."""
    owner = await asyncpg.connect(founded.url)
    async with databases(founded.url, "gateway") as (gateway,):
        running = asyncio.create_task(Mailer(gateway, smtp_url, sender).run())
        try:
            yield owner
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            await owner.close()


async def until(look: Callable[[], Awaitable[Any]]) -> Any:
    """Look until there is something."""
    async with asyncio.timeout(30):
        while not (found := await look()):  # noqa: ASYNC110 - another connection writes it
            await asyncio.sleep(0.02)
    return found
