"""The words that media and recordings have in common."""

from typing import Literal

import msgspec

Kind = Literal["audio", "video"]

RATES: dict[Kind, int] = {"audio": 48_000, "video": 90_000}
"""Ticks of an RTP timestamp in a second (RFC 7587 section 4.1, RFC 7741 section 4.1)."""


class SenderClock(msgspec.Struct, frozen=True):
    """One RTCP sender report: a moment on both clocks of a track (RFC 3550 section 6.4.1)."""

    ntp: float
    """Seconds since 1900 by the publisher's wall clock."""
    rtp: int
    """The same moment in RTP ticks, 32 bits."""
    arrival: float
    """`time.monotonic()` of its arrival."""
