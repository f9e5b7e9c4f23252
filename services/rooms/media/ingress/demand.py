"""Which encodings of a camera are worth sending: told at once when more are wanted, and after a
while when fewer are."""

from services.rooms.media.model import Size

KEPT = 2.0
"""Seconds for which an encoding that nobody watches any more may go on."""


class LayerDemand:
    """One peer's camera. `told` is what the peer knows."""

    def __init__(self) -> None:
        self.told: frozenset[Size] | None = None
        self._wanted_at: dict[Size, float] = {}

    def turn(self, wanted: frozenset[Size], now: float) -> bool:
        """Take note of what is wanted; whether there is something to tell."""
        self._wanted_at.update(dict.fromkeys(wanted, now))
        before = self.told
        kept = {size for size in before or () if now - self._wanted_at.get(size, now) < KEPT}
        self.told = wanted | kept
        return self.told != before
