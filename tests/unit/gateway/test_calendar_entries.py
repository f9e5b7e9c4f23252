"""A calendar entry on its way by mail, as a program reads it."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from typing import Any, cast
from uuid import UUID

import pytest
from icalendar import Calendar

from services.gateway.casting.auditions.guests.calendars import Appointment, Method, entry
from services.gateway.casting.auditions.model import Guest, Slot
from services.gateway.platform.mail.delivery.message import compose
from services.gateway.platform.mail.delivery.operator import Operator
from services.gateway.platform.mail.itip import organized
from services.gateway.platform.mail.model import Mail
from shared.ids import SessionId, SlotId, new_id

NOW = datetime(2027, 1, 15, 9, 30, tzinfo=UTC)
HOSTILE = 'Zoë "Ö";ROLE=CHAIR:\r\nATTENDEE:mailto:x@bank.test\u202e, محمد'
OPERATOR = Operator(
    mail_from="Callboard <hello@callboard.example>",
    public_url="https://callboard.test",
    key="k" * 32,
)


def appointment(name: str = "Ana", email: str = "ana@actors.test") -> Appointment:
    session, slot = SessionId(new_id()), SlotId(new_id())
    guest = Guest(new_id(), session, slot, "actor", name, "", email, NOW, None, NOW, None)
    time = Slot(slot, session, 1, "audition", None, NOW.replace(tzinfo=None), NOW, 15)
    return Appointment(guest, time, name, name)


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_hostile_names_add_no_property(method: Method) -> None:
    wanted = appointment(HOSTILE, "jos\u00e9+x@stra\u00dfe.test")
    text = organized(
        entry(wanted, method, 3, NOW, "https://callboard.test/join/x"),
        Address(HOSTILE.replace("\r\n", " "), addr_spec="hello@callboard.example"),
    )
    (event,) = Calendar.from_ical(text).events
    assert event["ATTENDEE"] == "mailto:jos%C3%A9+x@xn--strae-oqa.test"
    assert event["ATTENDEE"].params["ROLE"] == "REQ-PARTICIPANT"
    assert "محمد" in event["ATTENDEE"].params["CN"]
    assert event["ORGANIZER"] == "mailto:hello@callboard.example"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH"])
def test_it_stands_beside_the_text_and_as_a_file(method: Method) -> None:
    mail = Mail(
        id=UUID(int=1),
        agency_id=None,
        kind="invitation",
        recipient="ana@actors.test",
        subject="Your audition",
        body="Hello",
        html="<p>Hello</p>",
        calendar=entry(appointment("Zoë"), method, 0, NOW),
        queued_at=NOW,
        from_name="Büro",
        reply_to=None,
    )
    raw = compose(mail, OPERATOR).as_bytes(policy=policy.SMTP)
    message = cast("Any", message_from_bytes(raw, policy=policy.default))
    assert message.get_content_type() == "multipart/mixed"
    beside, file = message.iter_parts()
    kinds = [part.get_content_type() for part in beside.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = list(beside.iter_parts())[-1]
    parameters = calendar["Content-Type"].params
    assert (parameters["method"], parameters["charset"]) == (method, "utf-8")
    read = Calendar.from_ical(calendar.get_content())
    assert read["METHOD"] == method
    assert read.events[0]["ORGANIZER"].params["CN"] == "Büro via Callboard"
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "audition.ics")
    assert Calendar.from_ical(file.get_content()) == read
