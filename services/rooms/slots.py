"""Which media slot of a viewer shows whom. Who has a slot keeps it."""

from collections.abc import Iterable


class Slots:
    """The slots of one viewer; `shown` names the person in each, or None."""

    def __init__(self, number: int) -> None:
        self.shown: list[str | None] = [None] * number

    def assign(self, wanted: Iterable[str]) -> list[tuple[int, str | None]]:
        """Show those wanted, in as many slots as there are; return the slots that changed.

        Freed slots come first, so that nobody is ever in two.
        """
        wanted = list(wanted)
        before = list(self.shown)
        self.shown = [who if who in wanted else None for who in before]
        for who in wanted:
            if who not in self.shown and None in self.shown:
                self.shown[self.shown.index(None)] = who
        freed = [(i, None) for i, who in enumerate(before) if who and who != self.shown[i]]
        filled = [(i, who) for i, who in enumerate(self.shown) if who and who != before[i]]
        return [*freed, *filled]
