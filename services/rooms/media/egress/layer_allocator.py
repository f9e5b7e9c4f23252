"""How much may be sent to a subscriber, and which video gets how much of it. Sound is always
sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.rooms.media.model import Layer

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
    """Bits per second that a subscriber's connection bears. Unlimited until it shows its limit;
    then it grows step by step, and what was too much once is tried again later and later."""

    def __init__(self) -> None:
        self.limit: float | None = None
        self._patience = PATIENCE
        self._cut_at = self._grew_at = float("-inf")

    def update(self, rate: int, loss: float, standing: float, now: float) -> None:
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
    """What a slot requests, and what each layer costs in bits per second; `low` is 0 for video
    that comes in one layer only."""

    requested: Layer | None
    low: int
    high: int

    def cost(self, layer: Layer | None) -> int:
        return 0 if layer is None else self.high if layer == "high" else self.low


def allocate(requests: Sequence[VideoRequest], limit: float | None) -> list[Layer | None]:
    """The layer of each request: first each as low as it can be, then higher, in their order; what
    does not fit at all is left out."""
    if limit is None:
        return [request.requested for request in requests]
    given: list[Layer | None] = []
    for request in requests:
        least: Layer | None = "low" if request.requested and request.low else request.requested
        fits = request.cost(least) <= limit
        given.append(least if fits else None)
        limit -= request.cost(given[-1])
    for place, request in enumerate(requests):
        more = request.cost(request.requested) - request.cost(given[place])
        if given[place] is not None and more <= limit:
            given[place] = request.requested
            limit -= more
    return given
