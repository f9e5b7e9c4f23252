"""A host removes somebody from all rooms of a session, and lets them in again."""

from services.rooms.protocol import client_messages
from services.rooms.protocol.errors import NobodyThere, NotYours
from services.rooms.protocol.state import Named
from services.rooms.room import presence
from services.rooms.room.inbox import RemovalsRead
from services.rooms.room.participant import Participant
from services.rooms.room.room import Room
from services.rooms.stage.stage import Stage
from services.rooms.store import removals


async def remove(stage: Stage, participant: Participant, message: client_messages.Remove) -> None:
    target = _sought(stage, participant, message.who)
    async with stage.context.database.tenant(stage.agency_id) as tx:
        await removals.add(tx, target.ticket, by=participant.who)
        stage.removed = await removals.of_session(tx, stage.session_id)
    await _put_out(stage, target)


def _sought(stage: Stage, participant: Participant, who: str) -> Participant:
    if not participant.manages:
        raise NotYours
    found = stage.people.get(who)
    if found is None:
        raise NobodyThere
    if found.manages:
        raise NotYours("Hosts and runners cannot be removed.")
    return found


async def let_in(stage: Stage, participant: Participant, message: client_messages.LetIn) -> None:
    if not participant.manages:
        raise NotYours
    async with stage.context.database.tenant(stage.agency_id) as tx:
        lifted = await removals.lift(tx, stage.session_id, message.who, by=participant.who)
        stage.removed = await removals.of_session(tx, stage.session_id)
    if not lifted:
        raise NobodyThere("That person may come in already.")


async def current(room: Room) -> list[Named]:
    """Read who may not come in."""
    async with room.context.database.tenant(room.agency_id) as tx:
        return await removals.of_session(tx, room.session_id)


async def read(room: Room, item: RemovalsRead) -> None:
    """Put out whom another room of the session has removed."""
    room.removed = item.removed
    for gone in item.removed:
        if participant := room.people.get(gone.who):
            await _put_out(room, participant)


async def _put_out(room: Room, participant: Participant) -> None:
    if participant.connection:
        presence.put_out(room, participant.connection)
    await presence.leave(room, participant)
