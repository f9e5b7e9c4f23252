"""Where in the file a packet belongs: sound is laid end to end, pictures are laid to the sound by
the sender's reports, and the time of arrival serves until those come (RFC 3550 section 6.4.1)."""

import msgspec

from services.rooms.media.rtp.clock import RATES, Kind, SenderClock

SOUND_LEAP = 0.3
PICTURE_LEAP = 1.0
"""Seconds a timestamp may lead away from the time of arrival before it is not believed."""
PICTURE_AHEAD = 0.4
"""Nothing arrives before it was filmed: by so much sound that is followed may be ahead itself."""
STRAY = 0.1
STRAYS = 3
"""So many reports in a row that shift the clock by more than `STRAY` seconds are believed."""


class TrackTimeline(msgspec.Struct, array_like=True):
    """The timestamps of one track, followed from packet to packet."""

    rate: int
    clock: SenderClock | None = None
    last: tuple[int, float] | None = None

    def reset(self) -> None:
        """The track begins anew; its timestamps have nothing to do with the former ones."""
        self.last = self.clock = None

    def at(self, timestamp: int) -> float | None:
        """Seconds in the file by the last packet; None before the first."""
        if self.last is None:
            return None
        before, seconds = self.last
        return seconds + ticks_between(before, timestamp) / self.rate

    def wall(self, timestamp: int) -> float | None:
        """Seconds on the sender's wall clock; None before its first report."""
        if self.clock is None:
            return None
        return self.clock.ntp + ticks_between(self.clock.rtp, timestamp) / self.rate

    def follow(self, timestamp: int, seconds: float) -> float:
        self.last = timestamp, seconds
        return seconds


def _tracks() -> dict[Kind, TrackTimeline]:
    return {kind: TrackTimeline(rate) for kind, rate in RATES.items()}


class Timeline(msgspec.Struct, array_like=True):
    """`start` is the `time.monotonic()` of the file's beginning."""

    start: float
    tracks: dict[Kind, TrackTimeline] = msgspec.field(default_factory=_tracks)
    offset: float | None = None
    """From the sender's wall clock to seconds in the file."""
    strays: int = 0

    def clock(self, kind: Kind, report: SenderClock) -> None:
        """A new sender report."""
        self.tracks[kind].clock = report
        if kind == "audio":
            self._set_offset()

    def reset(self, kind: Kind) -> None:
        """A track begins anew. Another picture of the same sender has the same wall clock."""
        self.tracks[kind].reset()
        if kind == "audio":
            self.offset = None

    def sound(self, timestamp: int, arrival: float) -> float:
        """Seconds in the file of an audio packet."""
        track, arrived = self.tracks["audio"], arrival - self.start
        seconds = track.at(timestamp)
        if seconds is None or abs(seconds - arrived) > SOUND_LEAP:
            seconds = track.follow(timestamp, arrived)
            self._set_offset()
        return track.follow(timestamp, seconds)

    def picture(self, timestamp: int, arrival: float) -> float:
        """Seconds in the file of a video frame."""
        track, arrived = self.tracks["video"], arrival - self.start
        wall = track.wall(timestamp)
        if wall is not None and self.offset is not None:
            seconds: float | None = wall + self.offset
        else:
            seconds = track.at(timestamp)
        if seconds is None or not -PICTURE_LEAP <= seconds - arrived <= PICTURE_AHEAD:
            seconds = arrived
        return track.follow(timestamp, seconds)

    def _set_offset(self) -> None:
        track = self.tracks["audio"]
        if track.clock is None:
            return
        seconds = track.at(track.clock.rtp)
        if seconds is None:
            return
        offset = seconds - track.clock.ntp
        stray = self.offset is not None and abs(offset - self.offset) > STRAY
        self.strays = self.strays + 1 if stray else 0
        if not stray or self.strays >= STRAYS:
            self.offset, self.strays = offset, 0


def ticks_between(before: int, after: int) -> int:
    """From one 32-bit timestamp to another, the shorter way round."""
    ticks = (after - before) & 0xFFFFFFFF
    return ticks - (1 << 32) if ticks >= 1 << 31 else ticks
