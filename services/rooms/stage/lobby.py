"""Between lobby and stage: publishing, consent, being brought in and sent back."""

from collections.abc import Iterable

from services.rooms.protocol import client_messages
from services.rooms.protocol.errors import (
    EnoughScreens,
    NobodyThere,
    NotYours,
    StageFull,
    StatementUnknown,
    TakeRunning,
)
from services.rooms.protocol.server_messages import Where
from services.rooms.room.media import negotiation
from services.rooms.room.participant import Participant
from services.rooms.stage import places, visibility
from services.rooms.stage.stage import Stage
from services.rooms.stage.takes import active_take
from services.rooms.store import visits
from shared.lines import isolated
from shared.vocabulary.consent_statements import STATEMENTS


async def publish(stage: Stage, participant: Participant, message: client_messages.Publish) -> None:
    if message.screen is not None:
        _check_screen(stage, participant)
    await negotiation.publish(stage, participant, message)
    active_take.record(stage, participant.who)


def _check_screen(stage: Stage, participant: Participant) -> None:
    if participant.role == "decision_maker":
        raise NotYours("Those who watch share no screen.")
    others = [p for p in visibility.sharing(stage.people.values()) if p is not participant]
    if len(others) >= visibility.SCREENS:
        raise EnoughScreens


async def consent(stage: Stage, participant: Participant, message: client_messages.Consent) -> None:
    if participant.role == "decision_maker":
        raise NotYours
    statement = STATEMENTS.get(message.statement)
    if statement is None:
        raise StatementUnknown
    async with stage.context.database.tenant(stage.agency_id) as tx:
        await visits.add_consent(tx, participant.ticket, statement, agreed=message.agreed)
    participant.agreed = message.agreed
    if not participant.agreed and stage.running and participant.who in stage.running.recordings:
        notice = f"The take was stopped: {isolated(participant.name)} no longer agrees to it."
        active_take.end(stage, "consent_withdrawn", notice)


async def bring_in(
    stage: Stage, participant: Participant, message: client_messages.BringIn
) -> None:
    guests = _group(stage, participant, message.who, "lobby")
    if stage.busy:
        raise TakeRunning
    if len(guests) > stage.places:
        raise StageFull
    for guest in guests:
        places.put_on_stage(guest)
    await _note_seen(stage, guests, seen=False)


async def send_back(
    stage: Stage, participant: Participant, message: client_messages.SendBack
) -> None:
    guests = _group(stage, participant, message.who, "stage")
    if stage.busy:
        raise TakeRunning
    for guest in guests:
        guest.where = "lobby"
    places.fill(stage)
    await _note_seen(stage, guests, seen=True)


async def _note_seen(stage: Stage, guests: list[Participant], *, seen: bool) -> None:
    """Write down that they were seen, or are being seen; they have been moved already."""
    for guest in guests:
        guest.seen = seen
    if guests:
        async with stage.context.database.tenant(stage.agency_id) as tx:
            await visits.seen(tx, [guest.ticket for guest in guests], seen=seen)


def _group(
    stage: Stage, participant: Participant, group: Iterable[str], where: Where
) -> list[Participant]:
    """Find all of a group where they have to be, or refuse."""
    if not participant.manages:
        raise NotYours
    found = [p for who in dict.fromkeys(group) if (p := stage.people.get(who))]
    if len(found) < len(set(group)) or any(p.where != where for p in found):
        raise NobodyThere
    return found
