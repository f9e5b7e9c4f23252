"""Callbacks of today, half done: of those who were invited each stands differently.

Who was told, followed their link and replied did so yesterday; what the office marked, just now.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal, TypeAlias

import msgspec

from services.gateway.casting.auditions import actions as auditions
from services.gateway.casting.auditions import admission
from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.day import absences, placing
from services.gateway.casting.auditions.day import actions as day
from services.gateway.casting.auditions.day.model import Moving, Present
from services.gateway.casting.auditions.guests import access, invitations
from services.gateway.casting.auditions.model import (
    Invitation,
    Invited,
    NewSession,
    Session,
    Slot,
    Visit,
    WatcherInvitation,
)
from services.gateway.casting.auditions.replies import actions as replies
from services.gateway.casting.auditions.replies.model import NewReply, Reply
from services.gateway.casting.candidates.rounds import store as rounds
from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import store as talent
from services.gateway.demo.office import FIRST, production_called
from services.gateway.identity.access_links import actions as access_links
from services.gateway.identity.access_links import tokens
from services.gateway.web.desk import Desk, Office

TODAY = "Callbacks"
AGO = timedelta(minutes=80)
"""Before so long the first slot began: five are over, the sixth is late."""
YESTERDAY = timedelta(days=1)
So_far: TypeAlias = Literal["not_told", "told", "opened"] | Reply
Became: TypeAlias = Literal["seen", "no_show", "moved", ""]


class Coming(msgspec.Struct, frozen=True):
    """Somebody of the callbacks: how they stood yesterday, with what they wrote, and what became of
    them today. Who is `moved` goes to the last slot, and does not know yet."""

    name: str
    so_far: So_far
    became: Became = ""
    note: str = ""


COMING: Sequence[Coming] = (
    Coming("Zoë Þórsdóttir", "confirmed", "seen"),
    Coming("Ελένη Παπαδοπούλου", "confirmed", "seen"),
    Coming("Marlee Castellano", "told", "no_show"),
    Coming("Siobhán Ní Bhriain", "confirmed", "seen"),
    Coming("Mere Tūhoe", "opened", "seen"),
    Coming("Amina Warsame", "confirmed"),
    Coming("Björk Þórsdóttir", "confirmed"),
    Coming("প্রিয়াঙ্কা সেন", "confirmed", "moved"),
    Coming("ليلى حدّاد", "another_time", note="My train comes in at five. Any time after that?"),
    Coming("Ṣadé Adéwálé", "cannot", note="I am on set until Friday. I am sorry!"),
    Coming("Maximiliana Featherstonehaugh-Cholmondeley", "opened"),
    Coming("Jamie Whitlock", "told"),
    Coming("Юлія Шевченко", "not_told"),
)
COMPANY: Sequence[WatcherInvitation] = (
    WatcherInvitation("Noémie Lefèvre", "Director", "noemie@lefevre.test"),
    WatcherInvitation("Юлия Орлова", "Reader", "julia@readers.test", "reader"),
)


async def today(desk: Desk) -> None:
    """Lay them out for the first role of the first production; of an unpaid office, which may send
    few mails, there are none."""
    production = await production_called(desk, FIRST)
    if not production.entitlements.open_rooms:
        return
    start = (desk.now - AGO).replace(second=0, microsecond=0, tzinfo=None)
    role = (await productions.roles(desk, production.id))[0]
    new = NewSession(
        title=TODAY,
        local_date=start.date(),
        zone="UTC",
        first_slot=start.time(),
        role_id=role.id,
        slots=len(COMING) + 1,
        preparation="Act 2, scene 4. Off the book, if you can.",
        round_id=(await rounds.rounds(desk, production.id))[-1].id,
    )
    session = await auditions.lay_out(desk, production.id, new)
    await _come(desk, session)
    for watcher in COMPANY:
        await invitations.invite_watcher(desk, session.id, watcher)
    await admission.open_room(desk, session.id)


async def _come(desk: Desk, session: Session) -> None:
    slots = await sessions.slots(desk, session.id)
    before = msgspec.structs.replace(desk, now=desk.now - YESTERDAY)
    for slot, coming in zip(slots, COMING, strict=False):
        await _invite(before, slot, coming)
        if coming.became == "moved":
            await day.move(desk, slot.id, Moving(slots[-1].id))


async def _invite(desk: Desk, slot: Slot, coming: Coming) -> None:
    (talent_id, *_) = await talent.named(desk, coming.name)
    person = await talent.talent(desk, talent_id)
    invitation = Invitation(person.name, person.email)
    if coming.so_far == "not_told":
        await placing.fill(desk, slot.id, invitation)
        return
    invited = await invitations.invite_actor(desk, slot.id, invitation)
    if coming.so_far != "told":
        await _reply(await _visit(desk, invited), coming)
    if coming.became == "no_show":
        await absences.mark(desk, invited.guest.id, Present())


async def _reply(visit: Visit, coming: Coming) -> None:
    await access.arrive(visit)
    if coming.so_far in {"confirmed", "cannot", "another_time"}:
        await replies.reply(visit, NewReply(coming.so_far, coming.note))


async def _visit(desk: Desk, invited: Invited) -> Visit:
    """Come by somebody's link."""
    token = invited.url.rpartition("/")[2]
    link = await access_links.opened_by(desk.connection, "invitation", tokens.read(token), desk.now)
    office = {name: getattr(desk, name) for name in Office.__struct_fields__}
    return Visit(**office, guest=invited.guest, link=link, token=token)
