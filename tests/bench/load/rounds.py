"""Looks after all sockets of the load in rounds: arrivals are noted by the kernel, so that nothing
is lost by coming a little later, and thousands of wake-ups a second are saved."""

import asyncio
import select
from collections.abc import Callable

EVERY_S = 0.008


class Rounds:
    """One for each process; goes round while there is anything to look after."""

    def __init__(self) -> None:
        self._poll = select.epoll()
        self._readers: dict[int, Callable[[], None]] = {}
        self._timer: asyncio.TimerHandle | None = None

    def add(self, descriptor: int, reader: Callable[[], None]) -> None:
        self._readers[descriptor] = reader
        self._poll.register(descriptor, select.EPOLLIN)
        if self._timer is None:
            self._again()

    def remove(self, descriptor: int) -> None:
        if self._readers.pop(descriptor, None):
            self._poll.unregister(descriptor)
        if not self._readers and self._timer:
            self._timer.cancel()
            self._timer = None

    def _again(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(EVERY_S, self._again)
        for descriptor, _ in self._poll.poll(0, max(1, len(self._readers))):
            self._readers[descriptor]()


ROUNDS = Rounds()
