"""Asks a publisher again for packets that did not come, on a timer of its own."""

import asyncio
import time
from collections.abc import Callable, Sequence

from services.rooms.media.ingress.packet_cache import FIRST_ASK, MissingPackets

ASK_EVERY = 0.02
"""Seconds between looks at what is due, while anything is missing."""


class NackGenerator:
    """`ask` takes extended numbers to ask for, `give_up` those for which that was in vain, or was
    not tried, for they are too many."""

    def __init__(
        self, ask: Callable[[list[int]], None], give_up: Callable[[Sequence[int]], None]
    ) -> None:
        self._ask, self._give_up = ask, give_up
        self._missing = MissingPackets()
        self._timer: asyncio.TimerHandle | None = None

    def skip(self, first: int, end: int, now: float) -> None:
        """Numbers `first` to `end`-1 did not come."""
        if not self._missing.skip(first, end, now):
            self._give_up(range(first, end))
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(FIRST_ASK, self._due)

    def came(self, number: int) -> bool:
        """Whether this straggler had been asked for."""
        return self._missing.came(number)

    def close(self) -> None:
        """Ask no more."""
        self._missing = MissingPackets()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _due(self) -> None:
        numbers, hopeless = self._missing.due(time.monotonic())
        if numbers:
            self._ask(numbers)
        if hopeless:
            self._give_up(hopeless)
        again = asyncio.get_running_loop().call_later
        self._timer = again(ASK_EVERY, self._due) if len(self._missing) else None
