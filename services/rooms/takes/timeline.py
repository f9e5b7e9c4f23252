"""Where in the file a packet belongs: sound is laid end to end, pictures are laid to the sound by
the sender's reports, and the time of arrival serves until those come (RFC 3550 section 6.4.1)."""

from services.rooms.rtp.model import RATES, Kind, SenderClock

SOUND_LEAP = 0.3
PICTURE_LEAP = 1.0
"""Seconds a timestamp may lead away from the time of arrival before it is not believed."""
STRAY = 0.1
STRAYS = 3
"""So many reports in a row that shift the clock by more than `STRAY` seconds are believed."""


class Lane:
    """The timestamps of one track, followed from packet to packet."""

    def __init__(self, kind: Kind) -> None:
        self.clock: SenderClock | None = None
        self._rate = RATES[kind]
        self._last: tuple[int, float] | None = None

    def reset(self) -> None:
        """The track begins anew; its timestamps have nothing to do with the former ones."""
        self._last = self.clock = None

    def at(self, timestamp: int) -> float | None:
        """Seconds in the file by the last packet; None before the first."""
        if self._last is None:
            return None
        before, seconds = self._last
        return seconds + ticks_between(before, timestamp) / self._rate

    def wall(self, timestamp: int) -> float | None:
        """Seconds on the sender's wall clock; None before its first report."""
        if self.clock is None:
            return None
        return self.clock.ntp + ticks_between(self.clock.rtp, timestamp) / self._rate

    def follow(self, timestamp: int, seconds: float) -> float:
        self._last = timestamp, seconds
        return seconds


class Timeline:
    """`start` is the `time.monotonic()` of the file's beginning."""

    def __init__(self, start: float) -> None:
        self._start = start
        self._lanes: dict[Kind, Lane] = {"audio": Lane("audio"), "video": Lane("video")}
        self._offset: float | None = None
        """From the sender's wall clock to seconds in the file."""
        self._strays = 0

    def clock(self, kind: Kind, report: SenderClock) -> None:
        """A new sender report."""
        self._lanes[kind].clock = report
        if kind == "audio":
            self._set_offset()

    def reset(self, kind: Kind) -> None:
        self._lanes[kind].reset()
        self._offset = None

    def sound(self, timestamp: int, arrival: float) -> float:
        """Seconds in the file of an audio packet."""
        lane, arrived = self._lanes["audio"], arrival - self._start
        seconds = lane.at(timestamp)
        if seconds is None or abs(seconds - arrived) > SOUND_LEAP:
            seconds = lane.follow(timestamp, arrived)
            self._set_offset()
        return lane.follow(timestamp, seconds)

    def picture(self, timestamp: int, arrival: float) -> float:
        """Seconds in the file of a video frame."""
        lane, arrived = self._lanes["video"], arrival - self._start
        wall = lane.wall(timestamp)
        if wall is not None and self._offset is not None:
            seconds: float | None = wall + self._offset
        else:
            seconds = lane.at(timestamp)
        if seconds is None or abs(seconds - arrived) > PICTURE_LEAP:
            seconds = arrived
        return lane.follow(timestamp, seconds)

    def _set_offset(self) -> None:
        lane = self._lanes["audio"]
        if lane.clock is None:
            return
        seconds = lane.at(lane.clock.rtp)
        if seconds is None:
            return
        offset = seconds - lane.clock.ntp
        stray = self._offset is not None and abs(offset - self._offset) > STRAY
        self._strays = self._strays + 1 if stray else 0
        if not stray or self._strays >= STRAYS:
            self._offset, self._strays = offset, 0


def ticks_between(before: int, after: int) -> int:
    """From one 32-bit timestamp to another, the shorter way round."""
    ticks = (after - before) & 0xFFFFFFFF
    return ticks - (1 << 32) if ticks >= 1 << 31 else ticks
