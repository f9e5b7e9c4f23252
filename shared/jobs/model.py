"""A job: work that is done later, by a worker, in its own time, and tried again until it is done.

It is enqueued in the transaction that wants it, and is not lost after that. A worker holds it by a
lease; one that dies loses it to another.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, Literal, NewType, TypeAlias
from uuid import UUID

import msgspec

from shared.errors import Conflict
from shared.ids import AgencyId

JobId = NewType("JobId", UUID)
Status: TypeAlias = Literal["scheduled", "ready", "running", "done", "cancelled", "dead"]
Cancelled: TypeAlias = Literal["cancelled", "requested"]
"""A job that waited is gone; the worker of one that runs is asked to stop."""
Payload: TypeAlias = msgspec.Struct | Mapping[str, Any]

ALLOWED: Mapping[Status, frozenset[Status]] = {
    "scheduled": frozenset({"ready", "cancelled"}),
    "ready": frozenset({"running", "cancelled"}),
    "running": frozenset({"done", "scheduled", "ready", "cancelled", "dead"}),
    "dead": frozenset({"ready"}),
    "done": frozenset(),
    "cancelled": frozenset(),
}

BACK_OFF: Sequence[timedelta] = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=8),
)
"""How long a job waits after each try that failed; after the last it is dead."""
JITTER = 0.2
"""A wait is longer by up to this share: what failed together does not come back together."""
ERROR_LENGTH = 2000


class Priority(IntEnum):
    """Who is served first; within one, agencies take turns."""

    URGENT = 0
    """Somebody waits at a page for it: sign-in."""
    SOON = 1
    """Somebody waits for it elsewhere: invitations."""
    NORMAL = 2
    BULK = 3
    """Nobody minds an hour: exports, what goes to many."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A job as a worker has claimed it; `attempts` counts this one. `turn` is as in the table."""

    id: JobId
    agency_id: AgencyId | None
    turn: UUID
    kind: str
    key: str | None
    priority: Priority
    attempts: int
    lease: UUID
    kept: bool
    cancel_requested: bool
    payload: Any
    correlation: str | None
    waited_s: float
    """From when it was due until it was claimed."""


class OwnJob(msgspec.Struct, frozen=True):
    """A job as its agency sees it. `done` of `total` is how far it is, where it says so."""

    id: JobId
    kind: str
    key: str | None
    status: Status
    run_at: datetime
    attempts: int
    cancel_requested: bool
    done: int
    total: int | None


class GiveUp(Exception):
    """A job cannot be done, however often it is tried: it is dead at once, for this reason."""


class PutOff(Exception):
    """A job cannot be done just now, through no fault of its own: no try is counted."""

    def __init__(self, delay: timedelta) -> None:
        super().__init__(f"put off for {delay}")
        self.delay = delay


class LeaseLost(Conflict):
    """Another worker has this job by now, or it is gone."""


def delay_after(attempts: int, delays: Sequence[timedelta]) -> timedelta | None:
    """Return how long to wait after so many tries; None when it was the last."""
    if attempts > len(delays):
        return None
    return delays[attempts - 1] * (1 + random.uniform(0, JITTER))  # noqa: S311 - no secret
