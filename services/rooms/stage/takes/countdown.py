"""Three, two, one: the countdown before a take."""

import asyncio
import itertools
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from services.rooms.room.inbox import CountdownEnded
from services.rooms.takes.model import Order

if TYPE_CHECKING:
    from services.rooms.stage.stage import Stage

SECOND_S = 1.0
_numbers = itertools.count(1)


class Countdown(msgspec.Struct, frozen=True):
    """A take that is about to begin."""

    number: int
    order: Order
    role: str
    starts_at: datetime


def begin(stage: "Stage", order: Order, role: str, seconds: int) -> None:
    """Count down to a take; `CountedDown` comes at the end."""
    length = seconds * SECOND_S
    starts_at = order.started_at + timedelta(seconds=length)
    stage.countdown = Countdown(next(_numbers), order, role, starts_at)
    ended = CountdownEnded(stage.countdown.number)
    asyncio.get_running_loop().call_later(length, stage.inbox.put, ended)


def cancel(stage: "Stage") -> None:
    """Begin no take after all."""
    stage.countdown = None
    stage.fill_places()
