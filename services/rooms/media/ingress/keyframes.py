"""When a publisher is asked for a keyframe: seldom enough that one keyframe serves many requests,
and one publisher after the other, for keyframes are large and go to everybody at once."""

import asyncio
import time
from collections.abc import Callable

EVERY = 0.5
"""Seconds between requests."""
FIRST_EVERY = 0.19
"""The same while a recording waits for its first keyframe; `pulse` comes every 0.2 s."""
SEEKABLE_EVERY = 5.0
"""A recorded track is asked for one so often that its file can be searched."""

APART = 0.03
"""Seconds between requests to the publishers of a room; a large keyframe that goes to eleven
subscribers keeps a worker busy for a quarter of that."""


class KeyframeThrottle:
    """The requests of a whole room, one after the other."""

    def __init__(self) -> None:
        self._next = 0.0

    def submit(self, ask: Callable[[], None]) -> None:
        """Ask when it is this request's turn: now, if none was made just before."""
        now = time.monotonic()
        at = max(now, self._next)
        self._next = at + APART
        if at > now:
            asyncio.get_running_loop().call_later(at - now, ask)
        else:
            ask()


class Keyframes:
    """The requests for one track. `ask` sends a picture loss indication (RFC 4585 section
    6.3.1)."""

    def __init__(self, ask: Callable[[], None]) -> None:
        self.count = 0
        self._ask = ask
        self.received_at = self._requested_at = float("-inf")
        self._pending = False
        self._recorded = self._first = False

    def received(self, now: float) -> None:
        self.count += 1
        self.received_at = now
        self._pending = self._first = False

    def request(self, now: float) -> None:
        """Ask now, or as soon as the last request is old enough. Once: who still waits requests it
        again, and an encoding that is sent no more must not be asked for ever; browsers answer
        with a keyframe of every encoding."""
        self._pending = True
        self._request(now, EVERY)

    def record(self, now: float, *, on: bool, first: bool) -> None:
        """A recording begins, or ends; it may wait for its first keyframe."""
        self._recorded, self._first = on, first
        if first:
            self._request(now, FIRST_EVERY)

    def pulse(self, now: float) -> None:
        """To be called every 0.2 s: repeats what was asked in vain."""
        if self._first:
            self._request(now, FIRST_EVERY)
        elif self._pending or (self._recorded and now - self.received_at > SEEKABLE_EVERY):
            self._request(now, EVERY)

    def _request(self, now: float, every: float) -> None:
        if now - self._requested_at >= every:
            self._requested_at, self._pending = now, False
            self._ask()
