"""Sessions as entries of a calendar that programs read again and again (RFC 5545)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from services.gateway.casting.scheduling.model import PlacedSession
from services.gateway.web import urls
from shared.lines import isolated

AGAIN = timedelta(hours=1)
"""So often programs are asked to look (RFC 7986 section 5.7)."""


def written(name: str, sessions: Sequence[PlacedSession], now: datetime, public_url: str) -> str:
    """Write a calendar by its name. Times are in UTC: each program shows them where it is."""
    made = Calendar()
    made.add("prodid", "-//Callboard//Sessions//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)  # the name by which most programs know it
    made.add("refresh-interval", AGAIN, parameters={"value": "DURATION"})
    for session in sessions:
        made.add_component(_entry(session, now, public_url))
    return str(made.to_ical(), "utf-8")


def _entry(session: PlacedSession, now: datetime, public_url: str) -> Event:
    """Write a session from its first slot to the end of its last one. UID stays the session's, so
    that one which was moved is moved (RFC 5545 section 3.8.4.7)."""
    event, url = Event(), public_url + urls.session(session.id)
    event.add("uid", f"{session.id}@callboard")
    event.add("dtstamp", now)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", f"{isolated(session.title)}, {isolated(session.production)}")
    event.add("url", url)
    event.add("description", url)
    return event
