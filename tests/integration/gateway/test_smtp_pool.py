"""Connections to the mail server are kept, and what becomes of them harms no mail."""

import asyncio
from email.message import EmailMessage

import aiosmtplib
import pytest

from services.gateway.platform.mail.delivery import smtp_pool
from services.gateway.platform.mail.delivery.smtp_pool import SmtpPool
from tests.eventually import eventually
from tests.integration.gateway.mail_server import MailServer, mail_server

PATH = "bounce+x@callboard.test"


def mail(to: str = "ana@actors.test") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "post@callboard.test", to, "Hello"
    message.set_content("Hello")
    return message


async def send(pool: SmtpPool, count: int, to: str = "ana@actors.test") -> None:
    for _ in range(count):
        await pool.send(mail(to), PATH, "1")


async def test_one_connection_takes_many_mails_and_then_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(smtp_pool, "MAILS", 3)
    async with mail_server() as (server, url):
        pool = SmtpPool(url, 4)
        await send(pool, 3)
        assert (len(server.came), server.connections) == (3, 1)
        await send(pool, 1)
        assert server.connections == 2
        assert set(server.senders) == {PATH}
        await pool.close()


async def test_no_more_than_so_many_are_open_at_once() -> None:
    async with mail_server() as (server, url):
        pool = SmtpPool(url, 3)
        await asyncio.gather(*(pool.send(mail(), PATH, "1") for _ in range(20)))
        assert (len(server.came), server.connections <= 3) == (20, True)
        await pool.close()


async def test_one_that_the_server_has_closed_is_replaced() -> None:
    async with mail_server() as (server, url):
        pool = SmtpPool(url, 2)
        await send(pool, 1)
        server.hang_up()
        await send(pool, 1)
        assert (len(server.came), server.connections) == (2, 2)
        await pool.close()


async def test_where_the_server_is_silent_on_one_the_others_are_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(smtp_pool, "RESET_S", 0.1)
    async with mail_server() as (server, url):
        server.holds = asyncio.Event()
        pool = SmtpPool(url, 3)
        sending = [asyncio.create_task(pool.send(mail(), PATH, "1")) for _ in range(3)]
        await eventually(lambda: came(server), lambda count: count == 3)
        server.holds.set()
        await asyncio.gather(*sending)
        server.silent = True
        await send(pool, 1)
        assert (server.resets, server.connections) == (1, 4)
        await pool.close()


async def came(server: MailServer) -> int:
    return len(server.came)


async def test_a_refusal_ends_no_connection_and_a_loss_does() -> None:
    async with mail_server() as (server, url):
        pool = SmtpPool(url, 2)
        server.refuse = {"nobody@actors.test": "550 5.1.1 no such user"}
        with pytest.raises(aiosmtplib.SMTPRecipientsRefused):
            await send(pool, 1, "nobody@actors.test")
        await send(pool, 1)
        assert server.connections == 1
        server.answers = ["421 4.3.2 going down"]
        with pytest.raises(aiosmtplib.SMTPException):
            await send(pool, 1)
        server.hang_up()
        await send(pool, 1)
        assert server.connections == 2
        await pool.close()


async def test_an_idle_one_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp_pool, "IDLE_S", -1.0)
    async with mail_server() as (server, url):
        pool = SmtpPool(url, 2)
        await send(pool, 2)
        assert server.connections == 2
        await server.until_nobody_is_connected()
        await pool.close()


async def test_a_mail_that_is_cancelled_takes_its_connection_along() -> None:
    """Nobody knows what the server waits for on it."""
    async with mail_server() as (server, url):
        server.holds = asyncio.Event()
        pool = SmtpPool(url, 1)
        sending = asyncio.create_task(pool.send(mail(), PATH, "1"))
        await server.asked.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        server.holds.set()
        server.holds = None
        await send(pool, 1)
        assert server.connections == 2
        await pool.close()


async def test_nobody_there_is_an_error_of_this_mail_only() -> None:
    async with mail_server() as (server, url):
        pool = SmtpPool(url, 1)
        away = SmtpPool("smtp://127.0.0.1:1", 1)
        with pytest.raises(OSError, match=r"."):
            await send(away, 1)
        await send(pool, 1)
        assert isinstance(server, MailServer)
        await pool.close()
