"""Delivery reports are read within bounds, and only a signed return path names a mail."""

from email import message_from_bytes
from email.message import EmailMessage
from uuid import UUID

import pytest

from services.gateway.platform.mail.delivery import signing
from services.gateway.platform.mail.delivery.operator import Operator
from services.gateway.platform.mail.reports import reading
from services.gateway.platform.mail.reports.model import Report, ReportUnreadable
from shared.ids import new_id
from tests.reports import delivery_report

OPERATOR = Operator(
    mail_from="Callboard <hello@callboard.example>",
    public_url="https://callboard.test",
    key="k" * 32,
    bounce_address="bounce@mail.callboard.example",
)


def test_a_return_path_names_its_mail_however_it_is_written() -> None:
    mail = new_id()
    path = OPERATOR.return_path(mail)
    assert path
    assert len(path.partition("@")[0]) <= 64, "RFC 5321 section 4.5.3.1.1"
    for spelled in (path, path.upper(), f"Mail <{path}>, x@y.test", f"rfc822;{path}"):
        assert OPERATOR.bounced(spelled) == mail


@pytest.mark.parametrize("at", [7, 20, 40, 48])
def test_a_forged_return_path_names_none(at: int) -> None:
    path = OPERATOR.return_path(UUID(int=1)) or ""
    other = "b" if path[at] == "a" else "a"
    assert OPERATOR.bounced(path[:at] + other + path[at + 1 :]) is None
    assert OPERATOR.bounced(path.replace("mail.", "evil.")) is None
    assert OPERATOR.bounced("") is None
    token = signing.signed("k" * 32, "unsubscribe", UUID(int=1))
    assert OPERATOR.bounced(f"bounce+{token}@mail.callboard.example") is None, "of another purpose"
    other_house = signing.signed("o" * 32, "bounce", UUID(int=1))
    assert OPERATOR.bounced(f"bounce+{other_house}@mail.callboard.example") is None


def test_without_an_address_nothing_is_asked_for() -> None:
    off = Operator(mail_from=OPERATOR.mail_from, public_url="", key=OPERATOR.key)
    assert off.return_path(new_id()) is None
    assert off.bounced(OPERATOR.return_path(new_id()) or "") is None


def test_a_report_of_a_mail_server_is_read() -> None:
    raw = delivery_report("bounce+x@callboard.example", diagnostic="smtp; 550 5.1.1 No\n such user")
    assert reading.from_message(raw) == Report(
        "bounce+x@callboard.example", "failed", "5.1.1", "550 5.1.1 No such user"
    )
    late = reading.from_message(delivery_report("x@y.test", action="delayed", status="4.4.1"))
    assert late
    assert late.action == "delayed"


def test_a_report_whose_end_is_cut_off_is_read() -> None:
    raw = delivery_report("x@y.test", original=b"word " * 200_000)
    assert len(raw) > reading.MOST_BYTES
    assert reading.from_message(raw)


def test_who_is_away_has_not_bounced() -> None:
    away = EmailMessage()
    away["To"], away["Auto-Submitted"] = "bounce+x@callboard.example", "auto-replied"
    away.set_content("I am on holiday. 550 5.1.1 user unknown")
    assert reading.from_message(away.as_bytes()) is None
    assert reading.from_message(b"") is None
    assert reading.from_message(b"\x00\xff" * 1000) is None


def test_a_report_that_somebody_hands_on_is_none() -> None:
    handed_on = EmailMessage()
    handed_on["To"] = "bounce+x@callboard.example"
    handed_on.set_content("Look what came back")
    handed_on.add_attachment(message_from_bytes(delivery_report("other@x.test")))
    assert reading.from_message(handed_on.as_bytes()) is None


def test_parts_within_parts_without_end_are_not_parsed() -> None:
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(1000)
    )
    with pytest.raises(ReportUnreadable):
        reading.from_message(nested + b"\r\n" * 20_000)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"return_path": 1}', b'{"action": "x"}'])
def test_json_of_another_shape_is_refused(body: bytes) -> None:
    with pytest.raises(ReportUnreadable):
        reading.from_json(body)
