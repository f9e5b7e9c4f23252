"""Where on a take's timeline something was lost or marked, in numbers and in words."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import msgspec

from services.gateway.casting.evaluations.model import Marker, Recording, Take
from services.gateway.web.rendering import texts
from shared.lines import isolated
from shared.texts import gettext_noop

MOST_LOSSES = 200
"""Losses that are shown of one take."""
_MISSING = {
    "audio": gettext_noop("sound missing %(seconds)s s, %(name)s"),
    "video": gettext_noop("picture missing %(seconds)s s, %(name)s"),
    "small": gettext_noop("small picture %(seconds)s s, %(name)s"),
}


class Loss(msgspec.Struct, frozen=True):
    """Something of one person that is missing, in ms from the take's beginning."""

    start_ms: int
    end_ms: int
    kind: str
    name: str

    @property
    def words(self) -> str:
        seconds = (self.end_ms - self.start_ms) / 1000
        words = texts.gettext(_MISSING.get(self.kind, "%(kind)s %(seconds)s s, %(name)s"))
        values = {"kind": self.kind, "seconds": f"{seconds:.1f}", "name": isolated(self.name)}
        return words % values


class Timeline(msgspec.Struct, frozen=True):
    """What a reviewer finds their way by. Lengths are in ms."""

    length_ms: int
    losses: list[Loss]
    more_losses: int
    markers: list[Marker]


def of(take: Take, recordings: list[Recording], markers: list[Marker]) -> Timeline:
    """Lay out a take: every file begins where it did in the take."""
    begun = {r.id: _ms_between(take.started_at, r.started_at) for r in recordings}
    ends = [begun[r.id] + (r.duration_ms or 0) for r in recordings]
    losses = sorted(_losses(recordings, begun), key=lambda loss: (loss.start_ms, loss.name))
    return Timeline(
        length_ms=max([1, *ends, *(m.at_ms for m in markers)]),
        losses=losses[:MOST_LOSSES],
        more_losses=max(0, len(losses) - MOST_LOSSES),
        markers=markers,
    )


def _losses(recordings: list[Recording], begun: dict[UUID, int]) -> Iterator[Loss]:
    for recording in recordings:
        for gap in recording.gaps:
            at = begun[recording.id]
            yield Loss(at + gap.start_ms, at + gap.end_ms, gap.kind, recording.name)


def _ms_between(start: datetime, end: datetime) -> int:
    return max(0, round((end - start).total_seconds() * 1000))


def clock(ms: int) -> str:
    """Write a moment as minutes and seconds."""
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"
