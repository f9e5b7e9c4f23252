"""A host mutes somebody: nothing of their sound goes on, whatever their browser sends."""

from services.rooms import heard, mutes, showing
from services.rooms.people import Person
from services.rooms.refusals import NobodyThere, NotYours
from services.rooms.stage import Stage


async def mute(stage: Stage, person: Person, message: heard.Mute) -> None:
    """Mute at once; release when that is written down."""
    if not person.manages:
        raise NotYours
    target = stage.people.get(message.who)
    if target is None:
        raise NobodyThere
    if message.muted:
        target.muted = True
        showing.gate(stage, target)
    async with stage.means.database.tenant(stage.agency_id) as tx:
        if message.muted:
            await mutes.add(tx, target.ticket, by=person.who)
        else:
            await mutes.lift(tx, target.ticket)
    target.muted = message.muted
