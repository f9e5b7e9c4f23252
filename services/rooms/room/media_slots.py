"""Which media slot of a participant shows what, in which layer. What has a slot keeps it."""

from collections.abc import Iterable, Sequence

from services.rooms.media.model import Layer, Source


class Slots:
    """The slots of one participant. `shown` names what is in each, or None; `layers` the highest
    layer that is sent, None: its sound only."""

    def __init__(self, number: int) -> None:
        self.shown: list[Source | None] = [None] * number
        self.layers: list[Layer | None] = ["high"] * number

    def assign(self, wanted: Iterable[Source]) -> list[int]:
        """Show what is wanted, in as many slots as there are; return the slots that changed.

        Nothing moves from one slot to another, so nothing is ever in two.
        """
        wanted, before = list(wanted), self.shown
        self.shown = [source if source in wanted else None for source in before]
        for source in wanted:
            if source not in self.shown and None in self.shown:
                self.shown[self.shown.index(None)] = source
        return [n for n, source in enumerate(before) if source != self.shown[n]]

    def resize(self, layers: Sequence[Layer | None]) -> list[int]:
        """Take other layers, from the first slot on, the rest high; return the slots that changed
        and show something."""
        before, number = self.layers, len(self.layers)
        self.layers = [layers[n] if n < len(layers) else "high" for n in range(number)]
        return [n for n in range(number) if self.shown[n] and self.layers[n] != before[n]]
