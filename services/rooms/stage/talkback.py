"""Talkback: decision-makers speak to the stage for as long as they hold a button.

A talkback is bound to the connection that asked for it and to exactly those who were on stage then:
it ends when the connection is lost, and when somebody comes onto the stage or leaves it.
"""

import time

from services.rooms.protocol import client_messages
from services.rooms.protocol.errors import EnoughVoices, Muted, NotSending, NotYours
from services.rooms.room.participant import Participant, Talkback
from services.rooms.stage.stage import Stage

LONGEST_S = 120.0
VOICES = 2
"""Decision-makers who may speak to the stage at once."""


async def speak(stage: Stage, participant: Participant, message: client_messages.Speak) -> None:
    if participant.role != "decision_maker":
        raise NotYours("Only those who watch need to hold this to be heard.")
    if not message.on:
        participant.talkback = None
    elif participant.talkback is None:
        _check(stage, participant)
        participant.talkback = _begin(stage, participant)


def _check(stage: Stage, participant: Participant) -> None:
    if participant.muted:
        raise Muted
    if not participant.publishes or not participant.connected:
        raise NotSending
    if len(speakers(stage)) >= VOICES:
        raise EnoughVoices


def _begin(stage: Stage, participant: Participant) -> Talkback | None:
    if participant.connection is None:
        return None
    return Talkback(participant.connection.id, _on_stage(stage), time.monotonic() + LONGEST_S)


def speakers(stage: Stage) -> list[Participant]:
    """List the decision-makers who speak to the stage."""
    return [p for p in stage.people.values() if p.talkback is not None]


def _on_stage(stage: Stage) -> frozenset[str]:
    return frozenset(p.who for p in stage.on_stage)


def release(stage: Stage) -> None:
    """End every talkback that no longer holds."""
    now, present = time.monotonic(), _on_stage(stage)
    for participant in speakers(stage):
        if not _holds(participant, present, now):
            participant.talkback = None


def _holds(participant: Participant, present: frozenset[str], now: float) -> bool:
    talkback, connection = participant.talkback, participant.connection
    return (
        talkback is not None
        and connection is not None
        and talkback.connection == connection.id
        and talkback.audience == present
        and now < talkback.until
        and participant.media_connected
        and not participant.muted
    )
