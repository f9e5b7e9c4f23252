"""An invitation is an entry in somebody's calendar: sent, moved and cancelled as the same one."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
from icalendar import Calendar

from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import mails_age, rows_of


async def entry_of(installation: Installation, email: str, after: int = 0) -> tuple[int, Any]:
    """Return the calendar of the newest mail, as it came, with the mail's number."""
    mail = await installation.mails.newest(email, after=after)
    (file,) = mail.attachments
    assert (file.name, file.media_type) == ("audition.ics", "application/ics")
    url = f"{installation.mails.web_url}/mails/{mail.id}/attachments/0"
    async with httpx.AsyncClient() as client:
        return mail.id, Calendar.from_ical((await client.get(url)).content)


def event_of(calendar: Any) -> Any:
    (event,) = calendar.events
    return event


async def test_it_is_sent_moved_and_cancelled_as_one(
    installation: Installation, office: Office, neighbour: Office, stranger: Visitor
) -> None:
    begun = datetime.now(UTC) - timedelta(minutes=5)
    (guest,) = await office.owner.guests(office.session)
    first_mail, calendar = await entry_of(installation, office.actor)
    first = event_of(calendar)
    assert (calendar["METHOD"], first["SEQUENCE"], first["STATUS"]) == ("REQUEST", 0, "CONFIRMED")
    assert first["UID"] == f"{guest['id']}@callboard"
    assert first["ATTENDEE"] == f"mailto:{office.actor}"
    assert first["ATTENDEE"].params["CN"] == "Ana Silva"
    assert first["ORGANIZER"] == "mailto:hello@callboard.example"
    assert first["ORGANIZER"].params["CN"].endswith(" via Callboard")
    assert begun < first["DTSTAMP"].dt < begun + timedelta(minutes=10)

    async with rows_of(installation, office) as rows:
        await rows.execute("UPDATE slot SET starts_at = starts_at + interval '1 hour'")
    await mails_age(installation)
    await office.owner.post(f"/guests/{guest['id']}/send-again", office.session)
    second_mail, calendar = await entry_of(installation, office.actor, first_mail)
    moved = event_of(calendar)
    assert (calendar["METHOD"], moved["UID"], moved["SEQUENCE"]) == ("REQUEST", first["UID"], 1)
    assert moved["DTSTART"].dt == first["DTSTART"].dt + timedelta(hours=1)
    assert moved["ORGANIZER"] == first["ORGANIZER"]
    copy = await stranger.get(f"/join/{str(moved['URL']).rpartition('/')[2]}/audition.ics")
    fetched = Calendar.from_ical(copy.content)
    assert (fetched["METHOD"], event_of(fetched)["UID"]) == ("PUBLISH", first["UID"])
    assert (event_of(fetched)["SEQUENCE"], "ATTENDEE" in event_of(fetched)) == (1, False)

    await office.owner.post_sure(f"/guests/{guest['id']}/withdraw", office.session)
    _, calendar = await entry_of(installation, office.actor, second_mail)
    cancelled = event_of(calendar)
    assert (calendar["METHOD"], cancelled["STATUS"]) == ("CANCEL", "CANCELLED")
    assert (cancelled["UID"], cancelled["SEQUENCE"]) == (first["UID"], 2)
    assert cancelled["ORGANIZER"] == first["ORGANIZER"]
    assert "/join/" not in str(cancelled), "the link is over, and whose calendar it is may be read"
    _, theirs = await entry_of(installation, neighbour.actor)
    assert (theirs["METHOD"], event_of(theirs)["SEQUENCE"]) == ("REQUEST", 0)


async def test_a_rep_has_an_entry_of_their_own_and_who_has_no_time_has_none(
    installation: Installation, office: Office
) -> None:
    (actor,) = await office.owner.guests(office.session)
    email = f"{uuid4().hex}@reps.test"
    rep = {"name": "Rita", "title": "Agents", "email": email}
    await office.owner.post(f"/guests/{actor['id']}/reps", office.session, data=rep)
    rep_mail, theirs = await entry_of(installation, email)
    _, actors = await entry_of(installation, office.actor)
    assert event_of(theirs)["UID"] != event_of(actors)["UID"]
    assert event_of(theirs)["SUMMARY"].startswith("Audition of Ana Silva: ")
    reader = {"name": "Ron", "role": "reader", "email": f"{uuid4().hex}@readers.test"}
    reader["title"] = "Reader"
    await office.owner.post(f"{office.session}/watchers", office.session, data=reader)
    assert (await installation.mails.newest(reader["email"])).attachments == []
    await office.owner.post_sure(f"/guests/{actor['id']}/withdraw", office.session)
    _, gone = await entry_of(installation, email, rep_mail)
    assert (gone["METHOD"], event_of(gone)["SEQUENCE"]) == ("CANCEL", 1)


async def test_who_was_invited_by_the_version_before_is_sent_no_cancellation(
    installation: Installation, office: Office
) -> None:
    """Their entry has another UID: nothing would be found by it."""
    mail = await installation.mails.newest(office.actor)
    async with rows_of(installation, office) as rows:
        await rows.execute("UPDATE guest SET calendar_entries = 0")
    (guest,) = await office.owner.guests(office.session)
    await office.owner.post_sure(f"/guests/{guest['id']}/withdraw", office.session)
    withdrawal = await installation.mails.newest(office.actor, after=mail.id)
    assert "was withdrawn" in withdrawal.subject
    assert withdrawal.attachments == []
