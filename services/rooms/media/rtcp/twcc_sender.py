"""When each packet to a subscriber left, and what the subscriber's feedback says of its arrival:
how much comes through, how much is lost, and how long it stands in queues on the way.

Feedback is read by draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1; delay is judged
as in LEDBAT (RFC 6817): by how far it is above the least that was seen.
"""

import struct
from collections import deque
from collections.abc import Sequence

from services.rooms.media.rtcp.twcc_receiver import LARGE, SMALL, TICK, TICKS_OF_REFERENCE

KEPT = 4096
MOST_STATUSES = 4096
STANDING_OVER = 0.5
"""Seconds in which a queue has to run empty once, not to count as standing."""
MOST_DELAYS = 10
FEWEST = 3
"""Reports without which nothing is said about queues."""
BASE_OVER = 15.0
"""Seconds after which the least delay is measured anew; clocks drift and paths change."""
RATE_OVER = 0.5
LOSS_OVER = 128
"""Packets: with fewer, chance alone makes 10 % of a path that loses 5 %."""
DELTA = struct.Struct("!h")
PAIRS, SINGLES = range(12, -1, -2), range(13, -1, -1)
"""Where the symbols of a status vector are, two bits wide or one."""


class TwccSender:
    """One subscriber's connection. All times are in seconds, rates in bits per second."""

    def __init__(self) -> None:
        self.rate = 0
        """What came through lately; 0 before it is known."""
        self.loss = 0.0
        """The fraction of the last packets that did not arrive, 0 to 1."""
        self._top = -1
        self._sizes, self._times = [0] * KEPT, [0.0] * KEPT
        self._delays: deque[tuple[float, float]] = deque(maxlen=MOST_DELAYS)
        self._bases = [float("inf"), float("inf")]
        self._base_at = float("-inf")
        self._reference: int | None = None
        self._counted, self._counted_at = 0, float("-inf")

    def register(self, sizes: Sequence[int], now: float) -> int:
        """Number packets of `sizes` bytes that are sent now, one after the other; the number of
        the first, of which 16 bits count."""
        first, self._top = self._top + 1, self._top + len(sizes)
        place = first % KEPT
        if place + len(sizes) <= KEPT:
            self._sizes[place : place + len(sizes)] = sizes
            self._times[place : place + len(sizes)] = [now] * len(sizes)
        else:
            for number, size in enumerate(sizes, first):
                self._sizes[number % KEPT], self._times[number % KEPT] = size, now
        return first

    def add_feedback(self, feedback: bytes, now: float) -> None:
        """Take a report; a malformed one, or one about what is long past, is dropped."""
        try:
            first, reference, statuses = read_feedback(feedback)
        except (IndexError, struct.error, ValueError):
            return
        if self._reference is None:
            self._reference = reference
        leap = (reference - self._reference + 0x800000 & 0xFFFFFF) - 0x800000
        number = self._top - (self._top - first & 0xFFFF)
        if number < 0 or self._top - number >= KEPT:
            return
        came, size, fastest = 0, 0, float("inf")
        ticks = leap * TICKS_OF_REFERENCE
        for place, delta in enumerate(statuses, number):
            if delta is not None:
                ticks += delta
                came += 1
                size += self._sizes[place % KEPT]
                fastest = min(fastest, ticks * TICK - self._times[place % KEPT])
        if came:
            self.loss += (1 - came / len(statuses) - self.loss) * min(1, len(statuses) / LOSS_OVER)
            self._judge(size, fastest, now)

    def standing(self, now: float) -> float:
        """Seconds that even the fastest packet lately stood in a queue."""
        recent = [delay for at, delay in self._delays if now - at <= STANDING_OVER]
        return max(0.0, min(recent) - min(self._bases)) if len(recent) >= FEWEST else 0.0

    def _judge(self, size: int, fastest: float, now: float) -> None:
        self._delays.append((now, fastest))
        if now - self._base_at > BASE_OVER:
            self._bases, self._base_at = [self._bases[1], float("inf")], now
        self._bases[1] = min(self._bases[1], fastest)
        self._counted += size
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
        if symbol == SMALL:
            statuses.append(data[place])
            place += 1
        elif symbol == LARGE:
            statuses.append(DELTA.unpack_from(data, place)[0])
            place += 2
        else:
            statuses.append(None)
    return first, clock >> 8, statuses


def _symbols(data: bytes, count: int) -> tuple[list[int], int]:
    """`count` symbols from their chunks, and where the chunks end."""
    symbols: list[int] = []
    place = 8
    while len(symbols) < count:
        chunk = data[place] << 8 | data[place + 1]
        if not chunk & 0x8000:
            symbols += [chunk >> 13] * (chunk & 0x1FFF)
        elif chunk & 0x4000:
            symbols += [chunk >> shift & 3 for shift in PAIRS]
        else:
            symbols += [chunk >> shift & 1 for shift in SINGLES]
        place += 2
    return symbols[:count], place
