"""Sessions of the demo beside the first: callbacks of today, half done, and readings next week."""

from collections.abc import Sequence
from datetime import time, timedelta

from services.gateway.casting.auditions import actions as auditions
from services.gateway.casting.auditions import admission
from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.guests import invitations
from services.gateway.casting.auditions.model import (
    Invitation,
    NewSession,
    Session,
    WatcherInvitation,
)
from services.gateway.casting.candidates.rounds import store as rounds
from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import store as talent
from services.gateway.demo.office import FIRST, production_called
from services.gateway.demo.productions import FILM
from services.gateway.web.desk import Desk

TODAY, NEXT_WEEK = "Callbacks", "First readings"
AGO = timedelta(minutes=65)
"""Before so long today's first slot began: four were seen, the fifth is late."""
COMING: Sequence[str] = (
    "Zoë Þórsdóttir",
    "Ελένη Παπαδοπούλου",
    "Siobhán Ní Bhriain",
    "Mere Tūhoe",
    "Amina Warsame",
    "প্রিয়াঙ্কা সেন",
    "Maximiliana Featherstonehaugh-Cholmondeley",
)
READING: Sequence[str] = ("מרים לוי", "Kai Nakoa", "Thabo Nkosi")
COMPANY: Sequence[WatcherInvitation] = (
    WatcherInvitation("Noémie Lefèvre", "Director", "noemie@lefevre.test"),
    WatcherInvitation("Юлия Орлова", "Reader", "julia@readers.test", "reader"),
)


async def today(desk: Desk) -> None:
    """Lay out callbacks that began a while ago, for the first role of the first production."""
    production = await production_called(desk, FIRST)
    if not production.entitlements.open_rooms:
        return  # an office that pays nothing may send few mails
    start = (desk.now - AGO).replace(second=0, microsecond=0, tzinfo=None)
    role = (await productions.roles(desk, production.id))[0]
    day = NewSession(
        title=TODAY,
        local_date=start.date(),
        zone="UTC",
        first_slot=start.time(),
        role_id=role.id,
        slots=8,
        preparation="Act 2, scene 4. Off the book, if you can.",
        round_id=(await rounds.rounds(desk, production.id))[-1].id,
    )
    session = await auditions.lay_out(desk, production.id, day)
    await _invite(desk, session, COMING)
    for watcher in COMPANY:
        await invitations.invite_watcher(desk, session.id, watcher)
    await admission.open_room(desk, session.id)


async def next_week(desk: Desk) -> None:
    """Lay out readings of the film."""
    production = await production_called(desk, FILM.title)
    first = (await production_called(desk, FIRST)).entitlements
    if not first.open_rooms:
        return
    role = (await productions.roles(desk, production.id))[0]
    day = NewSession(
        title=NEXT_WEEK,
        local_date=(desk.now + timedelta(days=7)).date(),
        zone="Europe/London",
        first_slot=time(10),
        role_id=role.id,
        minutes=20,
        slots=6,
        break_after=3,
    )
    session = await auditions.lay_out(desk, production.id, day)
    await _invite(desk, session, READING)


async def _invite(desk: Desk, session: Session, names: Sequence[str]) -> None:
    slots = [s for s in await sessions.slots(desk, session.id) if s.kind == "audition"]
    for slot, name in zip(slots, names, strict=False):
        (talent_id, *_) = await talent.named(desk, name)
        person = await talent.talent(desk, talent_id)
        await invitations.invite_actor(desk, slot.id, Invitation(person.name, person.email))
