"""Numbers that wrap around, counted on (RFC 3550 appendix A.1), and what was received by them."""

import msgspec

MAX_DROPOUT = 3000
MAX_MISORDER = 512


class Sequence(msgspec.Struct, array_like=True):
    """Extends 16-bit sequence numbers to integers that never wrap. `top` is the highest one."""

    top: int = -1
    suspect: int = -1

    def extend(self, number: int) -> int | None:
        """The extended number; None for one far off, until a second one confirms a restart of
        the sender. After a restart `top` leaps so far ahead that nothing can be repaired."""
        if self.top < 0:
            self.top = 0x10000 | number  # so that an early straggler is not negative
            return self.top
        ahead = (number - self.top) & 0xFFFF
        if ahead < MAX_DROPOUT:
            self.suspect = -1
            self.top += ahead
            return self.top
        if ahead > 0x10000 - MAX_MISORDER:
            return self.top + ahead - 0x10000
        return self._restart(number)

    def _restart(self, number: int) -> int | None:
        expected, self.suspect = self.suspect, (number + 1) & 0xFFFF
        if number != expected:
            return None
        self.suspect = -1
        self.top = ((self.top >> 16) + 2) << 16 | number
        return self.top


class Reception:
    """What the receiver reports of one track (RFC 3550 appendix A.3 and A.8)."""

    def __init__(self, rate: int) -> None:
        self.packets = self.bytes = self.lost = 0
        self.jitter = 0.0
        """In RTP ticks."""
        self._rate = rate
        self._transit = 0.0
        self._base: int | None = None
        self._received = 0
        self._before = (0, 0)

    def add(self, number: int, timestamp: int, size: int, now: float, *, repaired: bool) -> None:
        """Count a packet; a retransmitted one came too late to count as received."""
        self.packets += 1
        self.bytes += size
        if self._base is None:
            self._base = number
        if repaired:
            return
        self._received += 1
        transit = now * self._rate - timestamp
        change = abs(transit - self._transit)
        self._transit = transit
        if change < 5 * self._rate:  # not the first packet, a wrap or a restart
            self.jitter += (change - self.jitter) / 16

    def restart(self, number: int) -> None:
        """The sender begins anew at `number`: what lies between was never sent."""
        self._base, self._received, self._before = number, 0, (0, 0)

    def report(self, top: int) -> tuple[int, int]:
        """Fraction lost since the last report (0 to 255), and packets lost in all."""
        if self._base is None:
            return 0, 0
        expected = top - self._base + 1
        before_expected, before_received = self._before
        self._before = expected, self._received
        self.lost = max(0, expected - self._received)
        interval = expected - before_expected
        missing = interval - (self._received - before_received)
        return (min(255, (missing << 8) // interval) if 0 < missing <= interval else 0), self.lost
