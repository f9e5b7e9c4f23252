"""Hosts and runners mute and remove people, and end the session.

A muted person's sound is neither forwarded nor recorded, whatever their browser sends. A removed
person stays out of all rooms of the session until they are let in again.
"""

from services.rooms.protocol import client_messages, server_messages
from services.rooms.protocol.close_codes import CloseCode
from services.rooms.protocol.errors import NobodyThere, NotYours, TakeRunning
from services.rooms.room import presence
from services.rooms.room.media import sync
from services.rooms.room.participant import Participant
from services.rooms.stage.stage import Stage
from services.rooms.store import mutes, removals

ENDED = "The session has ended. Thank you for coming."


async def mute(stage: Stage, participant: Participant, message: client_messages.Mute) -> None:
    """Mute at once; release when that is written down."""
    target = _target(stage, participant, message.who)
    if message.muted:
        target.muted = True
        sync.permit(stage, target)
    async with stage.context.database.tenant(stage.agency_id) as tx:
        if message.muted:
            await mutes.add(tx, target.ticket, by=participant.who)
        else:
            await mutes.lift(tx, target.ticket)
    target.muted = message.muted


async def remove(stage: Stage, participant: Participant, message: client_messages.Remove) -> None:
    target = _target(stage, participant, message.who)
    if target.manages:
        raise NotYours("Hosts and runners cannot be removed.")
    async with stage.context.database.tenant(stage.agency_id) as tx:
        await removals.add(tx, target.ticket, by=participant.who)
        stage.removed = await removals.of_session(tx, stage.session_id)
    await presence.expel(stage, target)


async def let_in(stage: Stage, participant: Participant, message: client_messages.LetIn) -> None:
    if not participant.manages:
        raise NotYours
    async with stage.context.database.tenant(stage.agency_id) as tx:
        lifted = await removals.lift(tx, stage.session_id, message.who, by=participant.who)
        stage.removed = await removals.of_session(tx, stage.session_id)
    if not lifted:
        raise NobodyThere("That person may come in already.")


async def end_session(
    stage: Stage, participant: Participant, _: client_messages.EndSession
) -> None:
    """End it for everyone here. Who comes again opens the room anew, and waits in its lobby."""
    if not participant.manages:
        raise NotYours
    if stage.busy:
        raise TakeRunning
    for present in stage.on_stage:
        if not present.manages:
            present.where = "lobby"
    stage.send_all(stage.people.values(), server_messages.Over("session_ended", ENDED))
    stage.close(CloseCode.UNWELCOME, ENDED)


def _target(stage: Stage, participant: Participant, who: str) -> Participant:
    if not participant.manages:
        raise NotYours
    target = stage.people.get(who)
    if target is None:
        raise NobodyThere
    return target
