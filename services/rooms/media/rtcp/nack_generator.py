"""Asks a publisher again for packets that did not come, on a timer of its own."""

import asyncio
import time
from collections.abc import Callable, Sequence

FIRST_ASK = 0.01
"""Seconds a missing packet gets to turn up by itself."""
ASK_AGAIN = 0.04
PATIENT_AFTER = 4
"""Tries after which the pauses get longer: senders answer once in a round trip."""
TRIES = 10
MOST_MISSING = 512
ASK_EVERY = 0.02
"""Seconds between looks at what is due, while anything is missing."""


class MissingPackets:
    """Sequence numbers that were skipped, and when to ask for them (RFC 4585 section 6.2.1)."""

    def __init__(self) -> None:
        self._asked: dict[int, tuple[int, float]] = {}

    def __len__(self) -> int:
        return len(self._asked)

    def skip(self, first: int, end: int, now: float) -> bool:
        """Numbers `flags` to `end`-1 did not come. False: too many, better ask a keyframe."""
        if end - first + len(self._asked) > MOST_MISSING:
            self._asked.clear()
            return False
        for number in range(first, end):
            self._asked[number] = (0, now + FIRST_ASK)
        return True

    def received(self, number: int) -> bool:
        """Whether this straggler had been asked for."""
        tries, _ = self._asked.pop(number, (0, 0.0))
        return tries > 0

    def due(self, now: float) -> tuple[list[int], list[int]]:
        """Numbers to ask for now, and those that are given up; both in order."""
        asking: list[int] = []
        hopeless = [n for n, (tries, at) in self._asked.items() if tries >= TRIES and at <= now]
        for number in hopeless:
            del self._asked[number]
        for number, (tries, at) in self._asked.items():
            if at <= now:
                asking.append(number)
                self._asked[number] = (tries + 1, now + ASK_AGAIN * (1 + tries // PATIENT_AFTER))
        return sorted(asking), sorted(hopeless)


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
        """Numbers `flags` to `end`-1 did not come."""
        if not self._missing.skip(first, end, now):
            self._give_up(range(first, end))
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(FIRST_ASK, self._due)

    def received(self, number: int) -> bool:
        """Whether this straggler had been asked for."""
        return self._missing.received(number)

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
