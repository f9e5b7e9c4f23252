"""Brings the media plane in line with who may see and hear whom."""

from collections.abc import Iterable

from services.rooms.people import Person
from services.rooms.room import Room


def show(room: Room) -> None:
    """Close and open gates, then fill slots: nothing is shown before it may be."""
    room.settle()
    for person in room.people.values():
        gate(room, person)
    for person in room.people.values():
        fill(room, person, person.slots.assign(room.visible(person)))


def gate(room: Room, person: Person) -> None:
    """Let pass what may pass of a person's media, and nothing else."""
    gates = room.gates(person)
    if gates != person.gates:
        room.media.gate(person.who, audio=gates.audio, video=gates.video)
        person.gates = gates


def fill(room: Room, viewer: Person, slots: Iterable[int]) -> None:
    """Send what belongs into some of a viewer's slots."""
    if not viewer.subscribes:
        return
    for slot in slots:
        source, size = viewer.slots.shown[slot], viewer.slots.sizes[slot]
        room.media.show(viewer.who, slot, source, size)
