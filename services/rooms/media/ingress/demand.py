"""Which layers of a camera are worth sending: reported at once when more are in use, and after a
while when fewer are."""

from services.rooms.media.model import Layer

KEPT = 2.0
"""Seconds for which a layer that nobody watches any more may go on."""


class LayerDemand:
    """One peer's camera. `notified` is what was reported last."""

    def __init__(self) -> None:
        self.notified: frozenset[Layer] | None = None
        self._active_at: dict[Layer, float] = {}

    def update(self, active: frozenset[Layer], now: float) -> bool:
        """Note which layers are in use; whether that is something to report."""
        self._active_at.update(dict.fromkeys(active, now))
        before = self.notified
        kept = {layer for layer in before or () if now - self._active_at.get(layer, now) < KEPT}
        self.notified = active | kept
        return self.notified != before
