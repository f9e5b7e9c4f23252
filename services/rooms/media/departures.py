"""When each packet to a viewer left, and what the viewer tells of its arrival: how much comes
through, how much is lost, and how long it stands in queues on the way.

Feedback is read by draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1; delay is judged
as in LEDBAT (RFC 6817): by how far it is above the least that was seen.
"""

import struct
from collections import deque
from collections.abc import Iterator

from services.rooms.media.arrivals import LARGE, SMALL, TICK, TICKS_OF_REFERENCE

KEPT = 4096
MOST_STATUSES = 4096
STANDING_OVER = 0.5
"""Seconds in which a queue has to run empty once, not to count as standing."""
FEWEST = 3
"""Reports without which nothing is said about queues."""
BASE_OVER = 15.0
"""Seconds after which the least delay is looked for anew; clocks drift and paths change."""
RATE_OVER = 0.5


class Departures:
    """One viewer's connection. All times are in seconds, rates in bits per second."""

    def __init__(self) -> None:
        self.rate = 0
        """What came through lately; 0 before it is known."""
        self.loss = 0.0
        """The fraction of the last second or so that did not arrive, 0 to 1."""
        self._top = -1
        self._sizes, self._times = [0] * KEPT, [0.0] * KEPT
        self._delays: deque[tuple[float, float]] = deque(maxlen=64)
        self._bases = [float("inf"), float("inf")]
        self._base_at = float("-inf")
        self._reference: int | None = None
        self._counted, self._counted_at = 0, float("-inf")

    def depart(self, size: int, now: float) -> int:
        """Number a packet of `size` bytes that is sent now; 16 bits."""
        self._top += 1
        place = self._top % KEPT
        self._sizes[place], self._times[place] = size, now
        return self._top & 0xFFFF

    def hear(self, feedback: bytes, now: float) -> None:
        """Take a report; a malformed one, or one about what is long past, is dropped."""
        try:
            first, reference, statuses = read_feedback(feedback)
        except (IndexError, struct.error, ValueError):
            return
        if self._reference is None:
            self._reference = reference
        leap = (reference - self._reference + 0x800000 & 0xFFFFFF) - 0x800000
        number = self._top - (self._top - first & 0xFFFF)
        came = self._came(number, leap * TICKS_OF_REFERENCE, statuses)
        if came:
            self._judge(came, len(statuses), now)

    def standing(self, now: float) -> float:
        """Seconds that even the fastest packet lately stood in a queue."""
        recent = [delay for at, delay in self._delays if now - at <= STANDING_OVER]
        return max(0.0, min(recent) - min(self._bases)) if len(recent) >= FEWEST else 0.0

    def _came(self, number: int, ticks: int, statuses: list[int | None]) -> list[tuple[int, float]]:
        """Size and delay of each packet that arrived."""
        came = []
        for delta in statuses:
            if delta is not None:
                ticks += delta
                if 0 <= self._top - number < KEPT and number >= 0:
                    place = number % KEPT
                    came.append((self._sizes[place], ticks * TICK - self._times[place]))
            number += 1
        return came

    def _judge(self, came: list[tuple[int, float]], reported: int, now: float) -> None:
        fastest = min(delay for _, delay in came)
        self._delays.append((now, fastest))
        if now - self._base_at > BASE_OVER:
            self._bases, self._base_at = [self._bases[1], float("inf")], now
        self._bases[1] = min(self._bases[1], fastest)
        self.loss += ((1 - len(came) / reported) - self.loss) / 8
        self._counted += sum(size for size, _ in came)
        if now - self._counted_at >= RATE_OVER:
            self.rate = round(8 * self._counted / min(2.0, now - self._counted_at))
            self._counted, self._counted_at = 0, now


def read_feedback(data: bytes) -> tuple[int, int, list[int | None]]:
    """The first number (16 bits), the reference time (24 bits, in 64 ms) and, for each packet
    from the first on, ticks since the one that arrived before, or None when it did not arrive.
    Raises ValueError, IndexError or struct.error when it is malformed."""
    first, count, clock = struct.unpack_from("!HHI", data)
    if not 0 < count <= MOST_STATUSES:
        raise ValueError("feedback on too many packets, or on none")
    symbols, place = _symbols(data, count)
    statuses: list[int | None] = []
    for symbol in symbols:
        size = symbol if symbol in (SMALL, LARGE) else 0
        if place + size > len(data):
            raise ValueError("feedback that is cut off")
        delta = int.from_bytes(data[place : place + size], "big", signed=symbol == LARGE)
        statuses.append(delta if size else None)
        place += size
    return first, clock >> 8, statuses


def _symbols(data: bytes, count: int) -> tuple[list[int], int]:
    """`count` symbols from their chunks, and where the chunks end."""
    symbols: list[int] = []
    place = 8
    while len(symbols) < count:
        (chunk,) = struct.unpack_from("!H", data, place)
        symbols.extend(_chunk(chunk))
        place += 2
    return symbols[:count], place


def _chunk(chunk: int) -> Iterator[int]:
    if not chunk & 0x8000:
        yield from [chunk >> 13 & 3] * (chunk & 0x1FFF)
    elif chunk & 0x4000:
        yield from (chunk >> shift & 3 for shift in range(12, -1, -2))
    else:
        yield from (chunk >> shift & 1 for shift in range(13, -1, -1))
