"""How many jobs a worker does at once, and of whom.

A quarter of the slots is kept for what somebody waits for, so that slow bulk cannot fill a worker.
An agency has at most half of those that are left, even where nobody else waits: who comes next
finds one free.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
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
        self._more = self._full = False
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

    def served(self, wanted: Wanted, jobs: Sequence[Job]) -> None:
        """Go on after those who were served last; `jobs` in the order in which they were."""
        self._full = self._full or len(jobs) >= wanted.limit
        for job in jobs:
            self._cursors[job.priority] = job.turn

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look for jobs within the block; what ends meanwhile may have been counted as running."""
        self._more, self._full = True, False
        yield
        self._more = self._full

    def helps(self, ended: Job, running: Iterable[Job]) -> bool:
        """Whether the end of a job may let another begin that was found waiting, or not looked for:
        there was no room, or its agency had as many as it may have."""
        theirs = sum(job.turn == ended.turn for job in running)
        return self._more or theirs + 1 >= self._cap
