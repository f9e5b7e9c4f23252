"""Which media slot of a viewer shows what, and how large. What has a slot keeps it."""

from collections.abc import Iterable, Sequence

from services.rooms.media import Size, Source


class Slots:
    """The slots of one viewer. `shown` names what is in each, or None; `sizes` how large it is
    sent at most, None: its sound only."""

    def __init__(self, number: int) -> None:
        self.shown: list[Source | None] = [None] * number
        self.sizes: list[Size | None] = ["large"] * number

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

    def resize(self, sizes: Sequence[Size | None]) -> list[int]:
        """Take other sizes, from the first slot on, the rest large; return the slots that changed
        and show something."""
        before, number = self.sizes, len(self.sizes)
        self.sizes = [sizes[n] if n < len(sizes) else "large" for n in range(number)]
        return [n for n in range(number) if self.shown[n] and self.sizes[n] != before[n]]
