"""A host ends the session in a room: everyone is thanked and goes, and the room closes."""

from services.rooms.protocol import client_messages, server_messages
from services.rooms.protocol.close_codes import CloseCode
from services.rooms.protocol.errors import NotYours, TakeRunning
from services.rooms.room.participant import Participant
from services.rooms.stage.stage import Stage

ENDED = "The session has ended. Thank you for coming."


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
    stage.tell_all(stage.people.values(), server_messages.Over("session_ended", ENDED))
    stage.close(CloseCode.UNWELCOME, ENDED)
