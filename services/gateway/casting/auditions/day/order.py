"""Who goes where when people are moved: pure rules over the slots of a day."""

from collections.abc import Mapping, Sequence

from services.gateway.casting.auditions.day.model import NotAnAudition, Rest
from services.gateway.casting.auditions.model import Slot, SlotNotFound
from shared.ids import SlotId


def moved(slots: Sequence[Slot], start: SlotId, end: SlotId, rest: Rest) -> Mapping[SlotId, SlotId]:
    """Say for each slot whose people move to which slot these go.

    Raises:
        SlotNotFound: one of the two is not of this day.
        NotAnAudition: one of the two is a break.
    """
    one, other = _audition(slots, start), _audition(slots, end)
    if rest == "swap":
        return {one.id: other.id, other.id: one.id} if one.id != other.id else {}
    return _shifted(_between(slots, one, other))


def _audition(slots: Sequence[Slot], wanted: SlotId) -> Slot:
    found = next((slot for slot in slots if slot.id == wanted), None)
    if found is None:
        raise SlotNotFound
    if found.kind == "break":
        raise NotAnAudition
    return found


def _between(slots: Sequence[Slot], one: Slot, other: Slot) -> list[SlotId]:
    """Return the auditions from the one to the other, both included; where both are in one room,
    those of that room."""
    rooms = {one.room} if one.room == other.room else {slot.room for slot in slots}
    line = [slot.id for slot in slots if slot.kind == "audition" and slot.room in rooms]
    start, end = line.index(one.id), line.index(other.id)
    step = 1 if start <= end else -1
    return line[start : (end + step if end + step >= 0 else None) : step]


def _shifted(line: Sequence[SlotId]) -> Mapping[SlotId, SlotId]:
    """The first goes to the last place, and everybody else one place towards the first's."""
    return dict(zip(line, [line[-1], *line[:-1]], strict=True)) if len(line) > 1 else {}
