"""A mail server as strict, or as old, as a test needs it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import asyncpg
import msgspec
from aiosmtpd.smtp import SMTP

from services.gateway.platform.mail import jobs
from services.gateway.platform.mail.delivery import smtp_pool
from services.gateway.platform.mail.delivery.operator import Operator
from services.gateway.platform.mail.delivery.sender import MailSender
from shared.jobs import Worker
from shared.tenancy import Database
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
        """Until it is set, no mail that came is answered; `asked` says that one came."""
        self.asked = asyncio.Event()
        self.silent = False
        """Whether it answers no question for life any more."""
        self.resets = 0
        self.refuse: dict[str, str] = {}
        self.answers: list[str | bytes] = []
        """What DATA is answered with, in turn; after that everything is taken."""

    async def handle_RSET(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802
        self.resets += 1
        if self.silent:
            await asyncio.Event().wait()
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str | bytes:  # noqa: N802
        self.raw.append(envelope.content)
        self.senders.append(envelope.mail_from)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.came.append((envelope.rcpt_tos, message))
        self.asked.set()
        if self.holds:
            await self.holds.wait()
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
    founded: Founded, smtp_url: str, sender: str, bounce_address: str = "", *, slots: int = 8
) -> AsyncIterator[asyncpg.Connection]:
    """Have a worker send the mails of a database; yield its owner's connection."""
    owner = await asyncpg.connect(founded.url)
    await owner.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: msgspec.json.encode(value).decode(),
        decoder=msgspec.json.decode,
    )
    async with (
        databases(founded.url, "gateway") as (gateway,),
        worker_on(gateway, smtp_url, sender, bounce_address, slots=slots),
    ):
        yield owner
    await owner.close()


@asynccontextmanager
async def worker_on(
    database: Database, smtp_url: str, sender: str, bounce_address: str = "", *, slots: int = 8
) -> AsyncIterator[None]:
    operator = Operator(
        mail_from=sender,
        public_url="https://callboard.test",
        key=KEY,
        bounce_address=bounce_address,
    )
    deps: Any = SimpleNamespace(database=database)  # all that the handlers of mails use
    async with smtp_pool.opened(smtp_url, 8) as smtp:
        handlers = jobs.handlers(MailSender(smtp, operator))
        async with Worker(database, deps, handlers, jobs.PERIODIC, slots=slots).at_work():
            yield


async def time_passes(owner: asyncpg.Connection) -> None:
    """Let all that is scheduled be due, and leases end."""
    await owner.execute(
        """UPDATE gateway.job SET
            run_at = CASE status WHEN 'scheduled' THEN now() ELSE run_at END,
            lease_until = lease_until - interval '1 hour'
        WHERE status IN ('scheduled', 'running');
        NOTIFY job_gateway"""
    )


async def until(look: Callable[[], Awaitable[Any]]) -> Any:
    """Look until there is something."""
    async with asyncio.timeout(30):
        while not (found := await look()):  # noqa: ASYNC110 - another connection writes it
            await asyncio.sleep(0.02)
    return found
