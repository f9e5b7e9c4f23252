"""A mail server as strict, or as old, as a test needs it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import asyncpg
from aiosmtpd.smtp import SMTP

from services.gateway.platform.mail.delivery.operator import Operator
from services.gateway.platform.mail.delivery.smtp_pool import SmtpPool
from services.gateway.platform.mail.mailer import Mailer
from tests.eventually import eventually
from tests.migrated import Founded, databases

KEY = "k" * 32


class MailServer:
    """What came, by envelope recipient; `refuse` maps a recipient to the answer that it gets."""

    def __init__(self) -> None:
        self.came: list[tuple[list[str], EmailMessage]] = []
        self.raw: list[bytes] = []
        self.senders: list[str] = []
        self.connections = 0
        """How many there ever were."""
        self.open: set[SMTP] = set()
        self.holds: asyncio.Event | None = None
        """Until it is set, no mail is answered; `asked` says that one has come."""
        self.asked = asyncio.Event()
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
        self.asked.set()
        if self.holds:
            await self.holds.wait()
        self.raw.append(envelope.content)
        self.senders.append(envelope.mail_from)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.came.append((envelope.rcpt_tos, message))
        return self.answers.pop(0) if self.answers else "250 OK"

    def hang_up(self) -> None:
        """Close all connections, as a server does that is started anew."""
        for each in self.open:
            if each.transport:
                each.transport.close()

    async def until_nobody_is_connected(self) -> None:
        await eventually(self._connected, lambda count: count == 0)

    async def _connected(self) -> int:
        return len([each for each in self.open if each.transport])


class _Counted(SMTP):
    def connection_made(self, transport: Any) -> None:
        self.event_handler.connections += 1
        self.event_handler.open.add(self)
        super().connection_made(transport)


@asynccontextmanager
async def mail_server(*, smtputf8: bool = True) -> AsyncIterator[tuple[MailServer, str]]:
    """Serve SMTP on this machine; yield the server and its address."""
    kept = MailServer()
    serving = await asyncio.get_running_loop().create_server(
        lambda: _Counted(kept, enable_SMTPUTF8=smtputf8, hostname="mail.test"), "127.0.0.1", 0
    )
    try:
        yield kept, f"smtp://127.0.0.1:{serving.sockets[0].getsockname()[1]}"
    finally:
        serving.close()


@asynccontextmanager
async def mailing(
    founded: Founded, smtp_url: str, sender: str, bounce_address: str = ""
) -> AsyncIterator[asyncpg.Connection]:
    """Run the mailer on a database; yield its owner's connection."""
    owner = await asyncpg.connect(founded.url)
    async with databases(founded.url, "gateway") as (gateway,):
        smtp = SmtpPool(smtp_url, 8)
        operator = Operator(
            mail_from=sender,
            public_url="https://callboard.test",
            key=KEY,
            bounce_address=bounce_address,
        )
        running = asyncio.create_task(Mailer(gateway, smtp, operator).run())
        try:
            yield owner
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            await smtp.close()
            await owner.close()


async def until(look: Callable[[], Awaitable[Any]]) -> Any:
    """Look until there is something."""
    async with asyncio.timeout(30):
        while not (found := await look()):  # noqa: ASYNC110 - another connection writes it
            await asyncio.sleep(0.02)
    return found
