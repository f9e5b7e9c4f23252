"""A host ends the session in a room: everyone is thanked and goes, and the room closes."""

from services.rooms import heard, told
from services.rooms.endings import Ending
from services.rooms.people import Person
from services.rooms.refusals import NotYours, TakeRunning
from services.rooms.stage import Stage

ENDED = "The session has ended. Thank you for coming."


async def end_session(stage: Stage, person: Person, _: heard.EndSession) -> None:
    """End it for everyone here. Who comes again opens the room anew, and waits in its lobby."""
    if not person.manages:
        raise NotYours
    if stage.busy:
        raise TakeRunning
    for present in stage.on_stage:
        if not present.manages:
            present.where = "lobby"
    stage.tell_all(stage.people.values(), told.Over("session_ended", ENDED))
    stage.close(Ending.UNWELCOME, ENDED)
