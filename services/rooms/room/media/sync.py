"""Brings the media plane in line with who may see and hear whom."""

from collections.abc import Iterable

from services.rooms.room.participant import Participant
from services.rooms.room.room import Room


def show(room: Room) -> None:
    """Set forwarding permissions, then fill slots: nothing is forwarded before it may be."""
    room.behaviour.settle(room)
    for participant in room.people.values():
        permit(room, participant)
    for participant in room.people.values():
        fill(room, participant, participant.slots.assign(room.behaviour.visible(room, participant)))


def permit(room: Room, participant: Participant) -> None:
    """Set what of a person's media may be forwarded and recorded."""
    permissions = room.behaviour.permissions(participant)
    if permissions != participant.permissions:
        room.media.permit(participant.who, audio=permissions.audio, video=permissions.video)
        participant.permissions = permissions


def fill(room: Room, participant: Participant, slots: Iterable[int]) -> None:
    """Send what belongs into some of a participant's slots."""
    if not participant.subscribes:
        return
    for slot in slots:
        source, layer = participant.slots.shown[slot], participant.slots.layers[slot]
        room.media.show(participant.who, slot, source, layer)
