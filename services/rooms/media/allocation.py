"""How much may be sent to a viewer, and which pictures get how much of it. Sound is not asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.rooms.media.model import Size

STARVED = 0.85
"""A viewer whose estimate is below this part of what it is sent cannot take it all: the beta of
its own rate control (draft-ietf-rmcat-gcc-02 section 5.5)."""
MUCH_LOST = 0.1
"""More than this lost means that there is too much on the way (the same, section 6)."""
CUT_EVERY = 1.0
GROW_EVERY = 1.0
GROW_BY = 1.4
PATIENCE = 5.0
MOST_PATIENCE = 60.0
"""Seconds after a cut until more is tried; doubled by each try that was too much."""


class Allowance:
    """Bits per second that a viewer's connection bears. Unlimited until it shows its limit; then
    it grows step by step, and what was too much once is tried again later and later."""

    def __init__(self) -> None:
        self.limit: float | None = None
        self.estimate: int | None = None
        """What the viewer said last (REMB)."""
        self._lossy = 0
        self._fresh = False
        self._patience = PATIENCE
        self._cut_at = self._grew_at = float("-inf")

    def hear_estimate(self, bitrate: int) -> None:
        self.estimate, self._fresh = bitrate, True

    def hear_loss(self, fraction: float) -> None:
        """A receiver report; one alone may be chance."""
        self._lossy = self._lossy + 1 if fraction > MUCH_LOST else 0

    def look(self, sent: int, now: float) -> None:
        """Judge by what was heard since the last look; `sent` is in bits per second."""
        starved = self._fresh and self.estimate is not None and self.estimate < STARVED * sent
        self._fresh = False
        if starved or self._lossy > 1:
            self._cut(sent, now, starved=starved)
        elif self.limit is not None and now - self._grew_at >= GROW_EVERY:
            self._grow(now)

    def _cut(self, sent: int, now: float, *, starved: bool) -> None:
        if now - self._cut_at < CUT_EVERY:
            return
        if self.limit is not None:
            self._patience = min(MOST_PATIENCE, 2 * self._patience)
        bearable = self.estimate if starved and self.estimate is not None else sent * STARVED
        self.limit = min(bearable, self.limit or bearable)
        self._cut_at, self._lossy = now, 0
        self._grew_at = now + self._patience

    def _grow(self, now: float) -> None:
        self.limit = max((self.limit or 0) * GROW_BY, self.estimate or 0)
        self._grew_at = now
        if now - self._cut_at > MOST_PATIENCE:
            self._patience = PATIENCE


@dataclass(frozen=True, slots=True)
class Picture:
    """What a slot wishes for, and what that costs in bits per second; `small` is 0 for a picture
    that comes in one size only."""

    wish: Size | None
    small: int
    large: int

    def cost(self, size: Size | None) -> int:
        return 0 if size is None else self.large if size == "large" else self.small


def allocate(pictures: Sequence[Picture], limit: float | None) -> list[Size | None]:
    """The size of each picture: first each as small as it can be, then larger, in their order;
    what does not fit at all is left out."""
    if limit is None:
        return [picture.wish for picture in pictures]
    given: list[Size | None] = []
    for picture in pictures:
        least: Size | None = "small" if picture.wish and picture.small else picture.wish
        fits = picture.cost(least) <= limit
        given.append(least if fits else None)
        limit -= picture.cost(given[-1])
    for place, picture in enumerate(pictures):
        more = picture.cost(picture.wish) - picture.cost(given[place])
        if given[place] is not None and more <= limit:
            given[place] = picture.wish
            limit -= more
    return given
