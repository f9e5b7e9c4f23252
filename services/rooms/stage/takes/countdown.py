"""Three, two, one: the countdown before a take."""

import asyncio
import itertools
from datetime import timedelta

from services.rooms.stage import places
from services.rooms.stage.events import CountdownEnded
from services.rooms.stage.model import Countdown
from services.rooms.stage.stage import Stage
from services.rooms.takes.model import TakeRequest

SECOND_S = 1.0
_numbers = itertools.count(1)


def begin(stage: Stage, request: TakeRequest, role: str, seconds: int) -> None:
    """Count down to a take; `CountdownEnded` comes at the end."""
    length = seconds * SECOND_S
    starts_at = request.started_at + timedelta(seconds=length)
    stage.countdown = Countdown(next(_numbers), request, role, starts_at)
    ended = CountdownEnded(stage.countdown.number)
    asyncio.get_running_loop().call_later(length, stage.inbox.put, ended)


def cancel(stage: Stage) -> None:
    """Begin no take after all."""
    stage.countdown = None
    places.fill(stage)
