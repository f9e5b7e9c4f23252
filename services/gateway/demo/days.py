"""Readings of the demo's film, next week."""

from collections.abc import Sequence
from datetime import time, timedelta

from services.gateway.casting.auditions import actions as auditions
from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.guests import invitations
from services.gateway.casting.auditions.model import Invitation, NewSession, Session
from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import store as talent
from services.gateway.demo.office import FIRST, production_called
from services.gateway.demo.productions import FILM
from services.gateway.web.desk import Desk

NEXT_WEEK = "First readings"
READING: Sequence[str] = ("מרים לוי", "Kai Nakoa", "Thabo Nkosi")


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
