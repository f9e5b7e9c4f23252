"""Reports the arrival of each packet of a connection to its sender, for its congestion control
(draft-holmer-rmcat-transport-wide-cc-extensions-01)."""

import struct
from collections.abc import Iterator
from itertools import groupby

from aiortc.rtp import RTCP_RTPFB, pack_rtcp_packet

from services.rooms.media.rtcp.packets import TRANSPORT_FEEDBACK

TICK = 0.000_25
TICKS_OF_REFERENCE = 256
MOST_NOTED = 4096
MOST_STATUSES = 2048
LONGEST_RUN = 0x1FFF
LOST, SMALL, LARGE = 0, 1, 2


class TwccReceiver:
    """`own` is the SSRC under which we report. Numbers wrap at 16 bits and are extended here."""

    def __init__(self, own: int) -> None:
        self._own = own
        self._noted: dict[int, float] = {}
        self._top = -1
        self._next: int | None = None
        """The first number that no feedback has covered."""
        self._reports = 0

    def add(self, number: int, now: float) -> None:
        """A packet came; `now` is `time.monotonic()`. More than a flood's worth are left out."""
        if self._top < 0:
            self._top = 0x10000 | number
            extended = self._top
        else:
            ahead = (number - self._top + 0x8000 & 0xFFFF) - 0x8000
            extended = self._top + ahead
            self._top = max(self._top, extended)
        if len(self._noted) < MOST_NOTED:
            self._noted.setdefault(extended, now)

    def feedback(self, media: int) -> bytes | None:
        """Report what came since the last time, for a connection that sends the SSRC `media`;
        None when nothing did."""
        if not self._noted:
            return None
        noted, self._noted = self._noted, {}
        last = max(noted)
        first = min(noted) if self._next is None else min(self._next, *noted)
        first = max(first, last - MOST_STATUSES + 1)
        self._next = last + 1
        times = [noted.get(number) for number in range(first, last + 1)]
        body = self._body(first, times)
        head = struct.pack("!II", self._own, media)
        return pack_rtcp_packet(RTCP_RTPFB, TRANSPORT_FEEDBACK, head + body)

    def _body(self, first: int, times: list[float | None]) -> bytes:
        reference = int(next(t for t in times if t is not None) / (TICK * TICKS_OF_REFERENCE))
        symbols, deltas = _statuses(times, reference * TICKS_OF_REFERENCE)
        head = struct.pack("!HH", first & 0xFFFF, len(symbols))
        clock = (reference & 0xFFFFFF) << 8 | self._reports & 0xFF
        self._reports += 1
        body = head + clock.to_bytes(4, "big") + b"".join(_chunks(symbols)) + deltas
        return body + bytes(-len(body) % 4)


def _statuses(times: list[float | None], ticks: int) -> tuple[list[int], bytes]:
    """A symbol for each packet, and the time of each that came as ticks since the one before."""
    symbols: list[int] = []
    deltas: list[bytes] = []
    for time in times:
        if time is None:
            symbols.append(LOST)
            continue
        delta = round(time / TICK) - ticks
        if 0 <= delta <= 0xFF:
            symbols.append(SMALL)
            deltas.append(delta.to_bytes(1, "big"))
        else:
            delta = max(-0x8000, min(0x7FFF, delta))
            symbols.append(LARGE)
            deltas.append(delta.to_bytes(2, "big", signed=True))
        ticks += delta
    return symbols, b"".join(deltas)


def _chunks(symbols: list[int]) -> Iterator[bytes]:
    """Symbols as run lengths (section 3.1.3)."""
    for symbol, group in groupby(symbols):
        left = sum(1 for _ in group)
        while left:
            run = min(left, LONGEST_RUN)
            yield struct.pack("!H", symbol << 13 | run)
            left -= run
