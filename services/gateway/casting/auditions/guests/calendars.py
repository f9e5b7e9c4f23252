"""The time of a guest as an entry of their calendar (RFC 5545), which is changed and cancelled."""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec
from icalendar import Calendar, Event

from services.gateway.casting.auditions import participants
from services.gateway.casting.auditions.guests import access
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.model import Guest, Session, Slot
from services.gateway.casting.productions import store as productions
from services.gateway.platform.mail.itip import calendar_user
from services.gateway.web.desk import Desk, Office
from shared.lines import isolated

Method: TypeAlias = Literal["PUBLISH", "REQUEST", "CANCEL"]
"""What an entry asks for (RFC 5546 section 1.4): PUBLISH is a copy that somebody fetches."""

_STATUS: dict[Method, str] = {
    "PUBLISH": "CONFIRMED",
    "REQUEST": "CONFIRMED",
    "CANCEL": "CANCELLED",
}


class Appointment(msgspec.Struct, frozen=True):
    """When a guest is expected, and what for. `client` is the name of the actor whose rep it is
    for."""

    guest: Guest
    slot: Slot
    production: str
    role: str
    client: str = ""

    @property
    def summary(self) -> str:
        of = f" of {isolated(self.client)}" if self.client else ""
        return f"Audition{of}: {isolated(self.role)} in {isolated(self.production)}"


async def appointment(office: Office, guest: Guest, session: Session) -> Appointment | None:
    """Return the time of an actor, or of a rep's client; None where somebody has none."""
    slot = await access.slot_of(office, guest)
    if slot is None:
        return None
    production = await productions.production(office, session.production_id)
    actor = await access.auditioning(office, guest)
    roles = await participants.of_guest(office, actor) if actor else []
    return Appointment(
        guest,
        slot,
        production.title,
        participants.in_words(roles) or session.title,
        actor.name if actor and guest.client_id else "",
    )


async def request(desk: Desk, wanted: Appointment, url: str) -> str:
    """Return an entry, or the change of one that was sent before: it replaces that."""
    sequence = await guest_store.next_sequence(desk, wanted.guest.id)
    return entry(wanted, "REQUEST", sequence, desk.now, url)


async def cancel(desk: Desk, guest: Guest, session: Session) -> str | None:
    """Return what takes a guest's entry away; None where they were sent none."""
    if await guest_store.last_sequence(desk, guest.id) is None:
        return None
    unwanted = await appointment(desk, guest, session)
    if unwanted is None:
        return None
    sequence = await guest_store.next_sequence(desk, guest.id)
    return entry(unwanted, "CANCEL", sequence, desk.now)


async def copy(office: Office, appointment: Appointment, url: str) -> str:
    """Return the entry that a guest was sent last, for them to fetch."""
    sequence = await guest_store.last_sequence(office, appointment.guest.id)
    return entry(appointment, "PUBLISH", sequence or 0, office.now, url)


def entry(
    appointment: Appointment, method: Method, sequence: int, at: datetime, url: str = ""
) -> str:
    """Write an entry with its time in UTC.

    UID is the invitation's, so that a change finds what it changes; DTSTAMP is when it was written
    (RFC 5545 sections 3.8.4.7 and 3.8.7.2). Nobody is asked to reply by mail.
    """
    guest, slot, event = appointment.guest, appointment.slot, Event()
    event.add("uid", f"{guest.id}@callboard")
    event.add("sequence", sequence)
    event.add("dtstamp", at)
    event.add("dtstart", slot.starts_at)
    event.add("dtend", slot.ends_at)
    event.add("summary", appointment.summary)
    event.add("status", _STATUS[method])
    event.add("location", "Online")
    if url:
        event.add("url", url)
        event.add("description", f"Your personal link: {url}")
    if method != "PUBLISH":  # which names nobody (RFC 5546 section 3.2.1)
        event.add("attendee", _attendee(guest))
    made = Calendar()
    made.add("prodid", "-//Callboard//Auditions//EN")
    made.add("version", "2.0")
    made.add("method", method)
    made.add_component(event)
    return str(made.to_ical(), "utf-8")


def _attendee(guest: Guest) -> object:
    attendee = calendar_user(guest.email, guest.name)
    attendee.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
    return attendee
