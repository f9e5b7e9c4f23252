"""How long somebody in the lobby is likely to wait."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from services.rooms.room.participant import Participant


def minutes_to_wait(
    participant: Participant,
    ahead: Sequence[Participant],
    on_stage: Iterable[Participant],
    now: datetime,
) -> int | None:
    """Return whole minutes: what those on stage and ahead still need by the day's plan, and never
    less than until the person's own slot begins. None for who has no slot.

    A slot that several people share counts once.
    """
    planned = participant.ticket.slot_starts_at
    if planned is None:
        return None
    own = participant.ticket.waits
    running = max((_rest(p, now) for p in on_stage), default=timedelta())
    slots = {p.ticket.waits: _length(p) for p in ahead if p.ticket.waits not in (own, None)}
    late = running + sum(slots.values(), timedelta())
    return max(0, math.ceil(max(late, planned - now) / timedelta(minutes=1)))


def _rest(participant: Participant, now: datetime) -> timedelta:
    """Return what is left of the slot of somebody on stage."""
    since = participant.on_stage_since or now
    return max(timedelta(), since + _length(participant) - now)


def _length(participant: Participant) -> timedelta:
    return timedelta(minutes=participant.ticket.slot_minutes or 0)
