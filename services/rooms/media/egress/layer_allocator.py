"""How much may be sent to a viewer, and which pictures get how much of it. Sound is not asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.rooms.media.model import Size

STARVED = 0.85
"""The part of what came through that may be sent on a full path, so that queues run empty: beta
of draft-ietf-rmcat-gcc-02 section 5.5."""
MUCH_LOST = 0.1
"""More than this lost means that there is too much on the way (the same, section 6)."""
LEAST = 250_000
"""Loss alone, which may have nothing to do with what we send, never cuts below this."""
LONG_QUEUE = 0.1
"""Seconds that packets may stand in queues (RFC 6817 section 2.4.2)."""
ENOUGH = 20_000_000
"""What is more than all slots together is no limit."""
CUT_EVERY = 1.0
GROW_EVERY = 1.0
GROW_BY = 1.4
PATIENCE = 5.0
MOST_PATIENCE = 60.0
"""Seconds after a cut until more is tried; doubled by each try that was too much."""


class BitrateEstimate:
    """Bits per second that a viewer's connection bears. Unlimited until it shows its limit; then
    it grows step by step, and what was too much once is tried again later and later."""

    def __init__(self) -> None:
        self.limit: float | None = None
        self._patience = PATIENCE
        self._cut_at = self._grew_at = float("-inf")

    def look(self, rate: int, loss: float, standing: float, now: float) -> None:
        """Judge by what comes through (bits per second), the fraction that is lost, and the
        seconds that packets stand in queues."""
        if loss > MUCH_LOST or standing > LONG_QUEUE:
            if rate and now - self._cut_at >= CUT_EVERY:
                least = 0 if standing > LONG_QUEUE else LEAST
                self._cut(max(least, STARVED * rate), now)
        elif self.limit is not None and now - self._grew_at >= GROW_EVERY:
            self._grow(now)

    def _cut(self, bearable: float, now: float) -> None:
        if 0 <= now - self._grew_at < CUT_EVERY + GROW_EVERY:
            self._patience = min(MOST_PATIENCE, 2 * self._patience)
        self.limit = min(bearable, self.limit or bearable)
        self._cut_at = now
        self._grew_at = now + self._patience - GROW_EVERY

    def _grow(self, now: float) -> None:
        grown = (self.limit or 0) * GROW_BY
        self.limit = grown if grown < ENOUGH else None
        self._grew_at = now
        if now - self._cut_at > MOST_PATIENCE:
            self._patience = PATIENCE


@dataclass(frozen=True, slots=True)
class VideoRequest:
    """What a slot wishes for, and what that costs in bits per second; `small` is 0 for a picture
    that comes in one size only."""

    requested: Size | None
    small: int
    large: int

    def cost(self, size: Size | None) -> int:
        return 0 if size is None else self.large if size == "large" else self.small


def allocate(pictures: Sequence[VideoRequest], limit: float | None) -> list[Size | None]:
    """The size of each picture: first each as small as it can be, then larger, in their order;
    what does not fit at all is left out."""
    if limit is None:
        return [picture.requested for picture in pictures]
    given: list[Size | None] = []
    for picture in pictures:
        least: Size | None = "small" if picture.requested and picture.small else picture.requested
        fits = picture.cost(least) <= limit
        given.append(least if fits else None)
        limit -= picture.cost(given[-1])
    for place, picture in enumerate(pictures):
        more = picture.cost(picture.requested) - picture.cost(given[place])
        if given[place] is not None and more <= limit:
            given[place] = picture.requested
            limit -= more
    return given
