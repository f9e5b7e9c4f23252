"""A host mutes somebody: nothing of their sound goes on, whatever their browser sends."""

from services.rooms.protocol import client_messages
from services.rooms.protocol.errors import NobodyThere, NotYours
from services.rooms.room.media import sync
from services.rooms.room.participant import Participant
from services.rooms.stage.stage import Stage
from services.rooms.store import mutes


async def mute(stage: Stage, participant: Participant, message: client_messages.Mute) -> None:
    """Mute at once; release when that is written down."""
    if not participant.manages:
        raise NotYours
    target = stage.people.get(message.who)
    if target is None:
        raise NobodyThere
    if message.muted:
        target.muted = True
        sync.permit(stage, target)
    async with stage.context.database.tenant(stage.agency_id) as tx:
        if message.muted:
            await mutes.add(tx, target.ticket, by=participant.who)
        else:
            await mutes.lift(tx, target.ticket)
    target.muted = message.muted
