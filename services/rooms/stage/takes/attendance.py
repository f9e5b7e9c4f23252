"""Nobody is recorded without a host: a take that no host or runner attends ends by itself.

Who lost their connection attends no take, though their place on stage is kept: they cannot stop it.
"""

import asyncio
import itertools
from datetime import UTC, datetime, timedelta

from services.rooms.room.participant import Participant
from services.rooms.stage.events import HostAwaited
from services.rooms.stage.model import Unattended
from services.rooms.stage.stage import Stage
from services.rooms.stage.takes import active_take

PATIENCE_S = 15.0
"""How long a take waits for a host or runner to come, or to come back."""

_numbers = itertools.count(1)


def attended(stage: Stage) -> bool:
    """Whether a host or runner is there, who could stop a take."""
    return any(host.connection is not None for host in stage.hosts)


def is_alone(stage: Stage, participant: Participant) -> bool:
    """Whether they are a host or runner, and no other is there who could stop a take."""
    others = (host for host in stage.hosts if host is not participant)
    return participant.manages and all(host.connection is None for host in others)


def check(stage: Stage) -> None:
    """Begin to wait when the last host or runner is gone; wait no more when one is there."""
    if stage.running is None or attended(stage):
        stage.unattended = None
    elif stage.unattended is None:
        stage.unattended = _begin(stage)


def _begin(stage: Stage) -> Unattended:
    number = next(_numbers)
    waited = HostAwaited(number)
    asyncio.get_running_loop().call_later(PATIENCE_S, stage.inbox.put, waited)
    return Unattended(number, datetime.now(UTC) + timedelta(seconds=PATIENCE_S))


async def host_awaited(stage: Stage, event: HostAwaited) -> None:
    """End the take, if it is still the same wait."""
    if stage.unattended and stage.unattended.number == event.number:
        active_take.end(stage, "unattended")
