"""Makes, ends and reads the calendar link of a member."""

from datetime import timedelta

from services.gateway.casting.scheduling import store
from services.gateway.casting.scheduling.feed import entries
from services.gateway.casting.scheduling.model import Asked
from services.gateway.identity.access_links import calendars
from services.gateway.platform import audit
from services.gateway.web import urls
from services.gateway.web.desk import Desk, Office

BACK, AHEAD = timedelta(days=30), timedelta(days=400)
"""Sessions that a calendar has, about the day on which it is read."""


async def make(desk: Desk) -> str:
    """Return the address of a new link, which ends an earlier one. It is shown this once."""
    token = await calendars.issue(desk)
    await audit.note(desk, desk.who, "made", "calendar link", desk.person.id)
    return desk.public_url + urls.calendar_feed(token.text)


async def end(desk: Desk) -> None:
    """End the link. Repeating changes nothing."""
    if await calendars.revoke(desk):
        await audit.note(desk, desk.who, "ended", "calendar link", desk.person.id)


async def read(office: Office) -> str:
    """Return the sessions that the holder of a link may see, as iCalendar text."""
    found = await store.sessions(office, Asked(), office.now - BACK, office.now + AHEAD)
    return entries.written(office.agency.name, found, office.now, office.public_url)
