"""Who sees and hears whom on the stage: one rule for slots, one for forwarding permissions."""

from collections.abc import Collection

from services.rooms.media.model import Source
from services.rooms.room.participant import CLOSED, ForwardingPermissions, Participant

SCREENS = 2
"""Shared screens that are shown at once."""


def visible(people: Collection[Participant], participant: Participant) -> list[Source]:
    """List the cameras on stage, shared screens, and voices of decision-makers who speak to it."""
    if participant.where == "lobby":
        return []
    cameras = [Source(p.who, "camera") for p in people if p.where == "stage"]
    screens = [Source(p.who, "screen") for p in sharing(people)]
    voices = [Source(p.who, "voice") for p in people if p.talkback is not None]
    return [s for s in (*cameras, *screens, *voices) if s.peer != participant.who]


def sharing(people: Collection[Participant]) -> list[Participant]:
    """List those whose screen is shown."""
    return [p for p in people if p.where == "stage" and p.screen][:SCREENS]


def permissions(participant: Participant) -> ForwardingPermissions:
    """Nothing passes of who is not on stage, but the voice of a decision-maker who speaks to it;
    no sound of whom a host has muted."""
    match participant.where:
        case "stage":
            return ForwardingPermissions(audio=not participant.muted, video=True)
        case "watching" if participant.talkback is not None:
            return ForwardingPermissions(audio=not participant.muted, video=False)
        case _:
            return CLOSED
