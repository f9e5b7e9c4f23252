"""The places on stage: who comes in to one, and who gets one that is free again."""

from datetime import UTC, datetime

from services.rooms.room.participant import Participant
from services.rooms.stage.model import Returning
from services.rooms.stage.stage import Stage


def arrive(stage: Stage, participant: Participant) -> None:
    """Place somebody on stage, in the lobby, or among those who watch."""
    stage.hosted = stage.hosted or participant.manages
    if participant.role in ("actor", "guardian") and not _returns(stage, participant):
        participant.where = "lobby"
    elif participant.role == "decision_maker" or stage.busy or not stage.places:
        participant.where = "watching"
    else:
        put_on_stage(participant)


def _returns(stage: Stage, participant: Participant) -> bool:
    """Whether a host had brought them in before the room moved, and there is a place."""
    was_on_stage = _claim_return(stage, participant.who)
    return was_on_stage and stage.places > 0 and not stage.busy


def _claim_return(stage: Stage, who: str) -> bool:
    """Say, once, whether somebody was on stage on another node."""
    returns = who in stage.expected_back
    stage.returning = Returning(stage.returning.who - {who}, stage.returning.until)
    return returns


def put_on_stage(participant: Participant) -> None:
    participant.where, participant.on_stage_since = "stage", datetime.now(UTC)


def fill(stage: Stage) -> None:
    """Let those who only watch for lack of a place, or for a take, onto the stage."""
    for participant in stage.people.values():
        if participant.where == "watching":
            arrive(stage, participant)
