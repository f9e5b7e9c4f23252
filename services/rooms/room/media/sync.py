"""Brings the media plane in line with who may see and hear whom."""

from collections.abc import Iterable

from services.rooms.room.participant import Participant
from services.rooms.room.room import Room


def show(room: Room) -> None:
    """Close and open gates, then fill slots: nothing is shown before it may be."""
    room.settle()
    for participant in room.people.values():
        permit(room, participant)
    for participant in room.people.values():
        fill(room, participant, participant.slots.assign(room.visible(participant)))


def permit(room: Room, participant: Participant) -> None:
    """Let pass what may pass of a person's media, and nothing else."""
    permissions = room.permissions(participant)
    if permissions != participant.permissions:
        room.media.permit(participant.who, audio=permissions.audio, video=permissions.video)
        participant.permissions = permissions


def fill(room: Room, viewer: Participant, slots: Iterable[int]) -> None:
    """Send what belongs into some of a viewer's slots."""
    if not viewer.subscribes:
        return
    for slot in slots:
        source, size = viewer.slots.shown[slot], viewer.slots.sizes[slot]
        room.media.show(viewer.who, slot, source, size)
