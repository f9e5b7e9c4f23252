"""How many jobs a worker does at once, and of whom.

A quarter of the slots is kept for what somebody waits for, so that slow bulk cannot fill a worker.
An agency has at most half of those that are left, even where nobody else waits: who comes next
finds one free.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID, uuid4

from shared.jobs.claims import Wanted
from shared.jobs.model import Job, Priority


class Tier(NamedTuple):
    """Priorities that share slots."""

    first: Priority
    last: Priority

    def has(self, job: Job) -> bool:
        return self.first <= job.priority <= self.last


QUICK, PATIENT = Tier(Priority.URGENT, Priority.SOON), Tier(Priority.NORMAL, Priority.BULK)
TIERS = (QUICK, PATIENT)


class Slots:
    """What a worker has room for, and whose turn is next in each priority; that begins anywhere, so
    that workers do not begin with the same agency."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._reserved = size // 4
        self._cap = max(1, (size - self._reserved) // 2)
        self._cursors = [uuid4() for _ in Priority]

    def wanted(
        self,
        tier: Tier,
        running: Sequence[Job],
        kinds: Sequence[str],
        lease: UUID,
        lease_s: float,
    ) -> Wanted:
        """Say what there is room for in a tier."""
        same = [job for job in running if tier.has(job)]
        free = self.size - len(running)
        if tier is PATIENT:
            free = min(free, self.size - self._reserved - len(same))
        return Wanted(
            kinds=kinds,
            first=tier.first,
            last=tier.last,
            limit=max(0, free),
            cap=self._cap,
            held=Counter(job.turn for job in same),
            cursors=tuple(self._cursors),
            lease=lease,
            lease_s=lease_s,
        )

    def served(self, jobs: Iterable[Job]) -> None:
        """Go on after those who were served last; `jobs` in the order in which they were."""
        for job in jobs:
            self._cursors[job.priority] = job.turn
