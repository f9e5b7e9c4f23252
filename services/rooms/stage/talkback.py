"""Decision-makers speak to the stage while they hold it: a hold ends by itself, never by luck.

It is bound to the connection that asked and to exactly those who were on stage then, so losing
the one or changing the other ends it, whatever brought that about.
"""

import time
from typing import TYPE_CHECKING

from services.rooms.protocol import client_messages
from services.rooms.protocol.errors import EnoughVoices, Muted, NotSending, NotYours
from services.rooms.room.participant import Participant, Talkback

if TYPE_CHECKING:
    from services.rooms.stage.stage import Stage

LONGEST_S = 120.0
VOICES = 2
"""Decision-makers who may speak to the stage at once."""


async def speak(stage: "Stage", participant: Participant, message: client_messages.Speak) -> None:
    if participant.role != "decision_maker":
        raise NotYours("Only those who watch need to hold this to be heard.")
    if not message.on:
        participant.hold = None
    elif participant.hold is None:
        _check(stage, participant)
        participant.hold = _hold(stage, participant)


def _check(stage: "Stage", participant: Participant) -> None:
    if participant.muted:
        raise Muted
    if not participant.publishes or not participant.connected:
        raise NotSending
    if len(speakers(stage)) >= VOICES:
        raise EnoughVoices


def _hold(stage: "Stage", participant: Participant) -> Talkback | None:
    if participant.connection is None:
        return None
    return Talkback(participant.connection.id, audience(stage), time.monotonic() + LONGEST_S)


def speakers(stage: "Stage") -> list[Participant]:
    """List the decision-makers who speak to the stage."""
    return [p for p in stage.people.values() if p.hold is not None]


def audience(stage: "Stage") -> frozenset[str]:
    """Name those on stage."""
    return frozenset(p.who for p in stage.on_stage)


def release(stage: "Stage") -> None:
    """End every hold that does not stand any more."""
    now, present = time.monotonic(), audience(stage)
    for participant in speakers(stage):
        if not _stands(participant, present, now):
            participant.hold = None


def _stands(participant: Participant, present: frozenset[str], now: float) -> bool:
    hold, connection = participant.hold, participant.connection
    return (
        hold is not None
        and connection is not None
        and hold.connection == connection.id
        and hold.audience == present
        and now < hold.until
        and participant.media_well
        and not participant.muted
    )
