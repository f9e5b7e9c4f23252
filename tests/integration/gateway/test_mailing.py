"""Mails as mail servers see them."""

from typing import Any, cast

import asyncpg
import msgspec
import pytest
from icalendar import Calendar

from services.gateway.platform import mail as mails
from services.gateway.platform.mail import NewMail
from services.gateway.platform.mail.senders import Sender, mailbox
from shared.tenancy import Connection
from tests.integration.gateway.mail_server import (
    MailServer,
    mail_server,
    mailing,
    time_passes,
    until,
)
from tests.migrated import Founded

CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
SENDER = "Callboard <post@callboard.test>"


async def queue(owner: asyncpg.Connection, new: NewMail) -> Any:
    """Queue a mail of the operator's, as a sign-in link is."""
    async with owner.transaction():
        return await mails.queue(cast("Connection", owner), new)


def to(recipient: str, **changed: Any) -> NewMail:
    words = mails.letter("Hello", "Hello,")
    new = NewMail(kind="sign_in", recipient=recipient, letter=words)
    return msgspec.structs.replace(new, **changed)


async def became(owner: asyncpg.Connection, key: Any) -> Any:
    """Wait until a mail has left, or was given up."""
    return await until(
        lambda: owner.fetchrow(
            """SELECT attempts, sent_at, failure FROM gateway.mail
            WHERE id = $1 AND (sent_at IS NOT NULL OR failure IS NOT NULL)""",
            key,
        )
    )


async def test_a_local_part_beyond_ascii_fails_at_once_where_the_server_takes_none(
    founded: Founded,
) -> None:
    async with (
        mail_server(smtputf8=False) as (server, url),
        mailing(founded, url, SENDER) as owner,
    ):
        refused = await became(owner, await queue(owner, to("josé@actors.test")))
        sent = await became(owner, await queue(owner, to("Ana@Straße.test")))
    assert (refused["attempts"], refused["sent_at"]) == (1, None)
    assert sent["sent_at"]
    assert [to for to, _ in server.came] == [["Ana@xn--strae-oqa.test"]]


async def test_it_goes_where_the_server_takes_it(founded: Founded) -> None:
    async with mail_server() as (server, url), mailing(founded, url, SENDER) as owner:
        assert (await became(owner, await queue(owner, to("josé@Straße.test"))))["sent_at"]
    ((recipients, message),) = server.came
    assert recipients == ["josé@xn--strae-oqa.test"]
    assert message["To"] == "josé@xn--strae-oqa.test"


async def test_a_mail_has_the_headers_of_a_letter_and_keeps_them_when_it_is_tried_again(
    founded: Founded,
) -> None:
    async with (
        mail_server() as (server, url),
        mailing(founded, url, "Büro <post@büro.test>") as owner,
    ):
        server.answers = ["451 later, please"]
        new = to(
            "ana@actors.test",
            letter=mails.letter(
                "Grüße von \u2068محمد\u2069", "Hello,\n" + "a very long line " * 200
            ),
            calendar=CALENDAR,
            sender=Sender("", mailbox('Büro "Nord", محمد', "Olivia@Büro.test")),
        )
        key = await queue(owner, new)
        put_off = "SELECT 1 FROM gateway.job WHERE kind = 'mail.send' AND status = 'scheduled'"
        await until(lambda: owner.fetchval(put_off))
        assert await server_has(server, 1)
        await time_passes(owner)
        sent = await became(owner, key)
        queued = await owner.fetchval("SELECT queued_at FROM gateway.mail")
        kept = await owner.fetchrow("SELECT body, calendar, reply_to FROM gateway.mail")
    assert sent["attempts"] == 2
    (_, first), (_, again) = server.came
    for message in (first, again):
        assert message["Date"].datetime == queued.replace(microsecond=0)
        assert message["Message-ID"] == f"<{key}@xn--bro-hoa.test>"
        assert message["From"] == "Büro <post@xn--bro-hoa.test>"
        (office,) = message["Reply-To"].addresses
        assert (office.display_name, office.addr_spec) == (
            'Büro "Nord", محمد',
            "Olivia@xn--bro-hoa.test",
        )
        assert message["Subject"] == "Grüße von \u2068محمد\u2069"
        (file,) = message.iter_attachments()
        assert Calendar.from_ical(file.get_content())["METHOD"] == "PUBLISH"
    for raw in server.raw:
        assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
        assert raw.partition(b"\r\n\r\n")[0].isascii()
    assert kept
    assert tuple(kept.values()) == ("", None, None), "who wrote is forgotten with what they wrote"


async def server_has(server: MailServer, count: int) -> bool:
    return len(server.came) >= count


@pytest.mark.parametrize(
    ("rcpt", "data", "why"),
    [("550 no such user", None, "refused"), (None, "554 no thanks", "refused")],
)
async def test_a_refusal_is_not_tried_again(
    founded: Founded, rcpt: str | None, data: str | None, why: str
) -> None:
    async with mail_server() as (server, url), mailing(founded, url, SENDER) as owner:
        server.refuse = {"ana@actors.test": rcpt} if rcpt else {}
        server.answers = [data] if data else []
        key = await queue(owner, to("ana@actors.test"))
        assert (await became(owner, key))["attempts"] == 1
        assert await owner.fetchval("SELECT undelivered FROM gateway.mail") == why


def test_an_office_whose_address_no_header_can_carry_is_not_named() -> None:
    assert mailbox("Büro", "josé@office.test") is None


async def test_it_is_sent_as_text_and_as_html(founded: Founded) -> None:
    async with mail_server() as (server, url), mailing(founded, url, SENDER) as owner:
        words = mails.letter("Hello", "Grüße, {name}", name="محمد")
        new = to("ana@actors.test", letter=words, sender=Sender("Büro Nord"))
        key = await queue(owner, new)
        assert (await became(owner, key))["sent_at"]
        assert await owner.fetchval("SELECT html FROM gateway.mail") is None
    ((_, message),) = server.came
    assert message.get_content_type() == "multipart/alternative"
    parts = [part.get_content_type() for part in message.iter_parts()]
    assert parts == ["text/plain", "text/html"], "the last one is the best (RFC 2046 5.1.4)"
    body = message.get_body(("html",))
    assert body
    assert "Grüße, محمد" in body.get_content()
    assert str(message["From"]) == "Büro Nord via Callboard <post@callboard.test>"
