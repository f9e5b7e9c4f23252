"""Decision-makers speak to the stage while they hold it: a hold ends by itself, never by luck.

It is bound to the connection that asked and to exactly those who were on stage then, so losing
the one or changing the other ends it, whatever brought that about.
"""

import time
from typing import TYPE_CHECKING

from services.rooms import heard
from services.rooms.people import Hold, Person
from services.rooms.refusals import EnoughVoices, Muted, NotSending, NotYours

if TYPE_CHECKING:
    from services.rooms.stage import Stage

LONGEST_S = 120.0
VOICES = 2
"""Decision-makers who may speak to the stage at once."""


async def speak(stage: "Stage", person: Person, message: heard.Speak) -> None:
    if person.role != "decision_maker":
        raise NotYours("Only those who watch need to hold this to be heard.")
    if not message.on:
        person.hold = None
    elif person.hold is None:
        _check(stage, person)
        person.hold = _hold(stage, person)


def _check(stage: "Stage", person: Person) -> None:
    if person.muted:
        raise Muted
    if not person.publishes or not person.connected:
        raise NotSending
    if len(speakers(stage)) >= VOICES:
        raise EnoughVoices


def _hold(stage: "Stage", person: Person) -> Hold | None:
    if person.connection is None:
        return None
    return Hold(person.connection.id, audience(stage), time.monotonic() + LONGEST_S)


def speakers(stage: "Stage") -> list[Person]:
    """List the decision-makers who speak to the stage."""
    return [p for p in stage.people.values() if p.hold is not None]


def audience(stage: "Stage") -> frozenset[str]:
    """Name those on stage."""
    return frozenset(p.who for p in stage.on_stage)


def let_go(stage: "Stage") -> None:
    """End every hold that does not stand any more."""
    now, present = time.monotonic(), audience(stage)
    for person in speakers(stage):
        if not _stands(person, present, now):
            person.hold = None


def _stands(person: Person, present: frozenset[str], now: float) -> bool:
    hold, connection = person.hold, person.connection
    return (
        hold is not None
        and connection is not None
        and hold.connection == connection.id
        and hold.audience == present
        and now < hold.until
        and person.media_well
        and not person.muted
    )
