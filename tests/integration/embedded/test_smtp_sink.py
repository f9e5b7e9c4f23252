"""The SMTP sink: a real server for senders, a page for people, JSON for tests."""

import asyncio
import resource
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import aiosmtplib
import httpx
import pytest
from aiosmtpd.smtp import SMTP

from infra.embedded.smtp_sink.command import Handler
from infra.embedded.smtp_sink.mailbox import Mailbox
from tests.mails import Mails

LINK = "https://example.test/sign-in?token=abc_123&next=%2F"


@pytest.fixture
def address() -> str:
    return f"Actor-{uuid4().hex}@example.test"


def invitation(to: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "office@example.test", to, "Ton rôle, <b>Zoë</b>"
    mail.set_content(f"Bonjour,\n\n{LINK}\n")
    mail.add_alternative(f'<p>Bonjour <a href="{LINK}">ici</a><script>alert(1)</script>', "html")
    mail.add_attachment(b"BEGIN:VCALENDAR\r\n", "text", "calendar", filename="slot.ics")
    return mail


async def send(smtp: Mails, to: str) -> None:
    await aiosmtplib.send(invitation(to), hostname=smtp.host, port=smtp.port)


async def test_a_mail_is_found_by_its_recipient_with_its_link(smtp: Mails, address: str) -> None:
    await send(smtp, address)
    mail = await smtp.newest(address)
    assert mail.subject == "Ton rôle, <b>Zoë</b>"
    assert mail.links == [LINK]
    assert [(a.name, a.media_type, a.size) for a in mail.attachments] == [
        ("slot.ics", "text/calendar", 17)
    ]


async def test_who_waits_is_woken_by_the_mail(smtp: Mails, address: str) -> None:
    async with asyncio.timeout(30):  # half of what it would wait without being woken
        waiting = asyncio.create_task(smtp.find(address, wait=60))
        assert not await smtp.find(address, wait=0)
        await send(smtp, address)
        assert len(await waiting) == 1


async def test_the_page_escapes_and_the_frame_is_sandboxed(smtp: Mails, address: str) -> None:
    await send(smtp, address)
    mail = await smtp.newest(address)
    async with httpx.AsyncClient(base_url=smtp.web_url) as client:
        page = await client.get(f"/mails/{mail.id}")
        assert "&lt;b&gt;Zoë" in page.text
        assert "<b>Zoë" not in page.text
        assert 'href="https://example.test/sign-in?token=abc_123&amp;next=%2F"' in page.text
        assert "script-src 'self'" in page.headers["content-security-policy"]
        frame = await client.get(f"/mails/{mail.id}/html")
        assert frame.headers["content-security-policy"].startswith("sandbox allow-popups")
        assert f"/mails/{mail.id}" in (await client.get("/")).text


async def test_an_attachment_comes_as_a_download(smtp: Mails, address: str) -> None:
    await send(smtp, address)
    mail = await smtp.newest(address)
    async with httpx.AsyncClient(base_url=smtp.web_url) as client:
        file = await client.get(f"/mails/{mail.id}/attachments/0")
        assert file.content == b"BEGIN:VCALENDAR\r\n"
        assert file.headers["content-disposition"] == "attachment"
        for missing in (f"/mails/{mail.id}/attachments/1", "/mails/999999", "/mails/1000000/html"):
            assert (await client.get(missing)).status_code == 404


async def test_a_mail_that_is_too_large_is_refused(smtp: Mails, address: str) -> None:
    mail = invitation(address)
    mail.add_attachment(bytes(11 * 1024 * 1024), "video", "webm", filename="tape.webm")
    with pytest.raises(aiosmtplib.SMTPException):
        await aiosmtplib.send(mail, hostname=smtp.host, port=smtp.port)
    assert not await smtp.find(address, wait=0)


async def test_a_mail_for_which_there_is_no_room_is_to_be_sent_again(tmp_path: Path) -> None:
    """A refusal for good would be the end of somebody's invitation."""
    mailbox = Mailbox(tmp_path)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Handler(mailbox)), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, before[1]))
    try:
        with pytest.raises(aiosmtplib.SMTPDataError) as refused:
            await aiosmtplib.send(invitation("ana@example.test"), hostname="127.0.0.1", port=port)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.code == 452
    assert mailbox.newest_first() == Mailbox(tmp_path).newest_first() == []
    await aiosmtplib.send(invitation("ana@example.test"), hostname="127.0.0.1", port=port)
    assert len(mailbox.newest_first()) == 1
    server.close()
