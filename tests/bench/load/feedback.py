"""Transport-wide feedback: when each packet came, as a browser tells it a few times a second
(draft-holmer-rmcat-transport-wide-cc-extensions-01)."""

import struct

from tests.bench.load.described import WIDE

EVERY_S = 0.1
_HEAD = struct.Struct("!BBHIIHH")
_TICK_NS, _UNIT_NS = 250_000, 64_000_000
_LONGEST = 1000
"""Packets of one report; a report that would be longer waits for nobody and is left out."""


class Feedback:
    """What one connection has to tell."""

    def __init__(self, extensions: dict[str, int]) -> None:
        self._number = extensions.get(WIDE, 0)
        self._came: list[tuple[int, int]] = []
        self._count = 0

    def note(self, data: memoryview, at: int) -> None:
        """Take note of a packet that came at `at`, in ns."""
        if self._number and data[0] & 0x10:
            place = _find(data, self._number)
            if place:
                self._came.append((data[place] << 8 | data[place + 1], at))

    def take(self, own: int, media: int) -> bytes | None:
        """Return a report on all since the last; None when there is nothing to tell."""
        came, self._came = self._came, []
        if not came:
            return None
        base = came[0][0]
        times = {(number - base + 0x8000 & 0xFFFF) - 0x8000: at for number, at in came}
        lowest, highest = min(times), max(times)
        if highest - lowest >= _LONGEST:
            return None
        reference = min(times.values()) // _UNIT_NS
        symbols, deltas = _received(times, lowest, highest, reference * _UNIT_NS)
        self._count += 1
        body = struct.pack("!I", (reference & 0xFFFFFF) << 8 | self._count & 0xFF)
        body += _chunks(symbols) + deltas
        body += bytes(-len(body) % 4)
        first, count = base + lowest & 0xFFFF, highest - lowest + 1
        words = (_HEAD.size + len(body)) // 4 - 1
        return _HEAD.pack(0x8F, 205, words, own, media, first, count) + body


def _received(
    times: dict[int, int], lowest: int, highest: int, reference: int
) -> tuple[list[int], bytes]:
    """Return a symbol for each number (0 lost, 1 short, 2 long), and the times between them."""
    symbols, deltas, before = [], bytearray(), reference
    for number in range(lowest, highest + 1):
        at = times.get(number)
        if at is None:
            symbols.append(0)
            continue
        ticks = max(-32768, min(32767, (at - before) // _TICK_NS))
        before += ticks * _TICK_NS
        symbols.append(1 if 0 <= ticks < 256 else 2)
        deltas += struct.pack("!B" if 0 <= ticks < 256 else "!h", ticks)
    return symbols, bytes(deltas)


def _chunks(symbols: list[int]) -> bytes:
    """Write status vectors of seven symbols, two bits each (section 3.1.4)."""
    written = bytearray()
    for begin in range(0, len(symbols), 7):
        word = 0
        for symbol in symbols[begin : begin + 7]:
            word = word << 2 | symbol
        word <<= 2 * max(0, begin + 7 - len(symbols))
        written += struct.pack("!H", 0xC000 | word)
    return bytes(written)


def _find(data: memoryview, number: int) -> int:
    """Return where the value of a header extension begins (RFC 8285 section 4.2); 0: nowhere."""
    begin = 16 + 4 * (data[0] & 15)
    end = begin + 4 * (data[begin - 2] << 8 | data[begin - 1])
    while begin < end:
        if data[begin] >> 4 == number:
            return begin + 1
        begin += 2 + (data[begin] & 15) if data[begin] else 1
    return 0
