"""How long somebody in the lobby is likely to wait."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from services.rooms.people import Person


def minutes_to_wait(
    person: Person, ahead: Sequence[Person], on_stage: Iterable[Person], now: datetime
) -> int | None:
    """Return whole minutes: what those on stage and ahead still need by the day's plan, and never
    less than until the person's own slot begins. None for who has no slot.

    A slot that several people share counts once.
    """
    planned = person.ticket.slot_starts_at
    if planned is None:
        return None
    own = person.ticket.waits
    running = max((_rest(p, now) for p in on_stage), default=timedelta())
    slots = {p.ticket.waits: _length(p) for p in ahead if p.ticket.waits not in (own, None)}
    late = running + sum(slots.values(), timedelta())
    return max(0, math.ceil(max(late, planned - now) / timedelta(minutes=1)))


def _rest(person: Person, now: datetime) -> timedelta:
    """Return what is left of the slot of somebody on stage."""
    since = person.on_stage_since or now
    return max(timedelta(), since + _length(person) - now)


def _length(person: Person) -> timedelta:
    return timedelta(minutes=person.ticket.slot_minutes or 0)
