"""Who was seen today, as it is said to rooms, which keeps takes."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.gateway.casting.auditions import participants
from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.guests import store as guests
from services.gateway.casting.auditions.model import Guest, Session, Slot
from services.gateway.casting.auditions.participants import Participant
from services.gateway.demo.callbacks import COMING, TODAY
from services.gateway.demo.office import FIRST, Demo, production_called
from services.gateway.demo.people.known import everybody
from services.gateway.demo.people.portraits.drawing import portrait
from services.gateway.web.desk import Desk
from shared.performances import Performance
from shared.tickets import Reading, StageTicket

SEEN = frozenset(each.name for each in COMING if each.became == "seen")
SCENE = "Act 2, scene 4"


async def of_today(demo: Demo) -> Sequence[Performance]:
    """Return those who were seen in today's callbacks; of an unpaid office there are none."""
    async with demo.desk() as desk:
        tickets = [each for found in await _today(desk) for each in await _tickets(desk, found)]
    looks = {each.fields.name: each.look for each in everybody()}
    return [
        Performance(
            ticket=ticket,
            picture=portrait(ticket.name, looks[ticket.name]),
            started_by=f"person:{demo.person.id}",
            scene=SCENE,
        )
        for ticket in tickets
    ]


async def _today(desk: Desk) -> list[Session]:
    production = await production_called(desk, FIRST)
    found = await sessions.sessions(desk, production.id)
    return [each for each in found if each.title == TODAY]


async def _tickets(desk: Desk, session: Session) -> list[StageTicket]:
    slots = {each.id: each for each in await sessions.slots(desk, session.id)}
    seen = {
        each.id: (each, slots[each.slot_id])
        for each in await guests.guests(desk, session.id)
        if each.slot_id and each.name in SEEN
    }
    reading = await participants.of_guests(desk, list(seen))
    return [_ticket(desk, session, *each, reading) for each in seen.values()]


def _ticket(
    desk: Desk,
    session: Session,
    guest: Guest,
    slot: Slot,
    reading: Mapping[UUID, Sequence[Participant]],
) -> StageTicket:
    return StageTicket(
        agency_id=desk.agency.id,
        production_id=session.production_id,
        session_id=session.id,
        who=guest.who,
        name=guest.name,
        title=guest.title,
        role="actor",
        waits=slot.position,
        slot_starts_at=slot.starts_at,
        slot_minutes=slot.minutes,
        reads=tuple(
            Reading(each.candidate_id, each.role_id, each.role_name) for each in reading[guest.id]
        ),
    )
