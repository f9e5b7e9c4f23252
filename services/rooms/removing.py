"""A host removes somebody from all rooms of a session, and lets them in again."""

from services.rooms import heard, presence, removals
from services.rooms.inbox import RemovedRead
from services.rooms.people import Person
from services.rooms.picture import Named
from services.rooms.refusals import NobodyThere, NotYours
from services.rooms.room import Room
from services.rooms.stage import Stage


async def remove(stage: Stage, person: Person, message: heard.Remove) -> None:
    target = _sought(stage, person, message.who)
    async with stage.means.database.tenant(stage.agency_id) as tx:
        await removals.add(tx, target.ticket, by=person.who)
        stage.removed = await removals.of_session(tx, stage.session_id)
    await _put_out(stage, target)


def _sought(stage: Stage, person: Person, who: str) -> Person:
    if not person.manages:
        raise NotYours
    found = stage.people.get(who)
    if found is None:
        raise NobodyThere
    if found.manages:
        raise NotYours("Hosts and runners cannot be removed.")
    return found


async def let_in(stage: Stage, person: Person, message: heard.LetIn) -> None:
    if not person.manages:
        raise NotYours
    async with stage.means.database.tenant(stage.agency_id) as tx:
        lifted = await removals.lift(tx, stage.session_id, message.who, by=person.who)
        stage.removed = await removals.of_session(tx, stage.session_id)
    if not lifted:
        raise NobodyThere("That person may come in already.")


async def current(room: Room) -> list[Named]:
    """Read who may not come in."""
    async with room.means.database.tenant(room.agency_id) as tx:
        return await removals.of_session(tx, room.session_id)


async def read(room: Room, item: RemovedRead) -> None:
    """Put out whom another room of the session has removed."""
    room.removed = item.removed
    for gone in item.removed:
        if person := room.people.get(gone.who):
            await _put_out(room, person)


async def _put_out(room: Room, person: Person) -> None:
    if person.connection:
        presence.put_out(room, person.connection)
    await presence.leave(room, person)
