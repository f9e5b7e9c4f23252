"""Shows what a pasted list would do to a day, and does it. Nothing is sent by it."""

from uuid import UUID

from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.day import grid, placing
from services.gateway.casting.auditions.day import store as day
from services.gateway.casting.auditions.day.actions import held
from services.gateway.casting.auditions.model import Guest, SlotNotFound
from services.gateway.casting.auditions.pasting import model
from services.gateway.casting.auditions.pasting.model import PastedPerson, Placements
from services.gateway.web.desk import Desk
from shared import addresses


async def preview(desk: Desk, session_id: UUID, text: str) -> list[PastedPerson]:
    """Say which slot the person of each line would have; slots that are over are not offered.

    Raises:
        SessionNotFound
    """
    session = await sessions.session(desk, session_id)
    people = await day.people(desk, session.id)
    rows = await grid.of(desk, session, people)
    free = [row.slot for row in rows if row.is_free and row.slot.ends_at > desk.now]
    invited = {addresses.comparable(each.email) for each in people if not each.cancelled_at}
    return model.placed(text, free, invited)


async def fill(desk: Desk, session_id: UUID, chosen: Placements) -> list[Guest]:
    """Put people into slots of one session: all of them, or nobody.

    Raises:
        SessionNotFound, SessionEnded, SlotNotFound, UnevenLists, ReadOnly
        SlotTaken: one of the slots is free no more. Look at the list again.
        Invalid: a name or an address is none.
    """
    session = await held(desk, session_id)
    slots = {slot.id for slot in await sessions.slots(desk, session.id)}
    if not slots.issuperset(chosen.slot_ids):
        raise SlotNotFound
    return [
        await placing.fill(desk, slot_id, invitation)
        for slot_id, invitation in chosen.invitations()
    ]
