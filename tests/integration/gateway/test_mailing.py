"""Mails as mail servers see them."""

from typing import Any

import asyncpg
import pytest
from icalendar import Calendar

from services.gateway.platform.mail.senders import mailbox
from shared.ids import new_id
from tests.integration.gateway.mail_server import MailServer, mail_server, mailing, until
from tests.migrated import Founded

CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
SENDER = "Callboard <post@callboard.test>"


async def queue(owner: asyncpg.Connection, to: str, **columns: Any) -> Any:
    """Queue a mail as the gateway does."""
    key = new_id()
    values = {"id": key, "recipient": to, "subject": "Hello", "body": "Hello,\n"} | columns
    names = ", ".join(values)
    places = ", ".join(f"${number}" for number in range(1, len(values) + 1))
    await owner.execute(f"INSERT INTO gateway.mail ({names}) VALUES ({places})", *values.values())
    return key


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
        refused = await became(owner, await queue(owner, "josé@actors.test"))
        sent = await became(owner, await queue(owner, "Ana@Straße.test"))
    assert (refused["attempts"], refused["sent_at"]) == (1, None)
    assert sent["sent_at"]
    assert [to for to, _ in server.came] == [["Ana@xn--strae-oqa.test"]]


async def test_it_goes_where_the_server_takes_it(founded: Founded) -> None:
    async with mail_server() as (server, url), mailing(founded, url, SENDER) as owner:
        assert (await became(owner, await queue(owner, "josé@Straße.test")))["sent_at"]
    ((to, message),) = server.came
    assert to == ["josé@xn--strae-oqa.test"]
    assert message["To"] == "josé@xn--strae-oqa.test"


async def test_a_mail_has_the_headers_of_a_letter_and_keeps_them_when_it_is_tried_again(
    founded: Founded,
) -> None:
    async with (
        mail_server() as (server, url),
        mailing(founded, url, "Büro <post@büro.test>") as owner,
    ):
        server.answers = ["451 later, please"]
        key = await queue(
            owner,
            "ana@actors.test",
            subject="Grüße von \u2068محمد\u2069",
            body="Hello,\n" + "a very long line " * 200,
            calendar=CALENDAR,
            reply_to=mailbox('Büro "Nord", محمد', "Olivia@Büro.test"),
        )
        await until(lambda: owner.fetchval("SELECT 1 FROM gateway.mail WHERE due_at > now()"))
        await until(lambda: server_has(server, 1))
        await owner.execute("UPDATE gateway.mail SET due_at = now()")
        await owner.execute("NOTIFY mail")
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
        key = await queue(owner, "ana@actors.test")
        assert (await became(owner, key))["attempts"] == 1
        assert await owner.fetchval("SELECT undelivered FROM gateway.mail") == why


def test_an_office_whose_address_no_header_can_carry_is_not_named() -> None:
    assert mailbox("Büro", "josé@office.test") is None


async def test_it_is_sent_as_text_and_as_html(founded: Founded) -> None:
    async with mail_server() as (server, url), mailing(founded, url, SENDER) as owner:
        html = "<!doctype html><p>Grüße, محمد</p>"
        key = await queue(owner, "ana@actors.test", html=html, from_name="Büro Nord")
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
