"""How many jobs a worker does at once, and of whom.

An eighth of the slots is kept for sign-in, and another for invitations: neither slow bulk nor a
slow mail server can fill a worker. An agency has at most half of those that its jobs may be in,
whatever else it has running, even where nobody else waits: who comes next finds one free.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple
from uuid import UUID, uuid4

from shared.jobs.claims import Wanted
from shared.jobs.model import Job, Priority


class Tier(NamedTuple):
    """Priorities that share slots; of eight they leave `kept` to those that are served first."""

    first: Priority
    last: Priority
    kept: int


TIERS = (
    Tier(Priority.URGENT, Priority.URGENT, 0),
    Tier(Priority.SOON, Priority.SOON, 1),
    Tier(Priority.NORMAL, Priority.BULK, 2),
)


class Slots:
    """What a worker has room for, and whose turn is next in each priority; that begins anywhere, so
    that workers do not begin with the same agency."""

    def __init__(self, size: int) -> None:
        self.size = size
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
        share = self._share(tier)
        taken = sum(job.priority >= tier.first for job in running)
        return Wanted(
            kinds=kinds,
            first=tier.first,
            last=tier.last,
            limit=max(0, min(self.size - len(running), share - taken)),
            cap=_half(share),
            held=Counter(job.turn for job in running),
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
        return self._more or theirs + 1 >= min(_half(self._share(tier)) for tier in TIERS)

    def _share(self, tier: Tier) -> int:
        """Return in how many slots jobs of a tier, and of those behind it, may be."""
        return self.size - self.size * tier.kept // 8


def _half(share: int) -> int:
    return (share + 1) // 2
