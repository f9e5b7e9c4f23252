"""Who sees and hears whom on the stage: one rule for slots, one for gates."""

from typing import TYPE_CHECKING

from services.rooms.media import Source
from services.rooms.people import CLOSED, Gates, Person

if TYPE_CHECKING:
    from services.rooms.stage import Stage

SCREENS = 2
"""Shared screens that are shown at once."""


def visible(stage: "Stage", person: Person) -> list[Source]:
    """List the cameras on stage, shared screens, and voices of decision-makers who speak to it."""
    if person.where == "lobby":
        return []
    others = [p for p in stage.on_stage if p is not person]
    speakers = [p for p in stage.people.values() if p.hold and p is not person]
    return [
        *(Source(p.who, "camera") for p in others),
        *(Source(p.who, "screen") for p in sharing(stage) if p is not person),
        *(Source(p.who, "voice") for p in speakers),
    ]


def sharing(stage: "Stage") -> list[Person]:
    """List those on stage whose screen is shown."""
    return [p for p in stage.on_stage if p.screen][:SCREENS]


def gates(person: Person) -> Gates:
    """Nothing passes of who is not on stage, but the voice of a decision-maker who speaks to it;
    no sound of whom a host has muted."""
    match person.where:
        case "stage":
            return Gates(audio=not person.muted, video=True)
        case "watching" if person.hold is not None:
            return Gates(audio=not person.muted, video=False)
        case _:
            return CLOSED
