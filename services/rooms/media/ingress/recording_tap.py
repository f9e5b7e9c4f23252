"""What is recorded of a source: the high layer from its first keyframe on, the low one while that
is missing."""

from services.rooms.media.ingress.forwarding import PendingSwitch
from services.rooms.media.ingress.track import Track
from services.rooms.media.model import Layer, PacketSink
from services.rooms.media.rtp.clock import Kind, SenderClock

FIRST_WITHIN = 1.0
"""Seconds in which a recording may still begin with the high layer, and not with the low one."""
MOST_HELD = 1000
"""Packets that are held until then."""


class HeldPackets:
    """A sink that holds what it gets, for another one."""

    def __init__(self) -> None:
        self._packets: list[tuple[Kind, bytes, float, int | None]] = []
        self._clock: tuple[Kind, SenderClock] | None = None

    def packet(
        self, kind: Kind, packet: bytes, arrival: float, orientation: int | None = None
    ) -> None:
        if len(self._packets) < MOST_HELD:
            self._packets.append((kind, packet, arrival, orientation))

    def clock(self, kind: Kind, report: SenderClock) -> None:
        self._clock = kind, report

    def play(self, sink: PacketSink) -> None:
        if self._clock is not None:
            sink.clock(*self._clock)
        for held in self._packets:
            sink.packet(*held)


class RecordingTap:
    """Copies one of a source's tracks to a sink. `follow` it several times a second."""

    def __init__(self, tracks: dict[Layer, Track]) -> None:
        self.sink: PacketSink | None = None
        self._high, self._low = tracks.get("high"), tracks.get("low")
        self._recorded_track: Track | None = None
        self._next: PendingSwitch | None = None
        self._held: HeldPackets | None = None
        self._began = self._held_until = 0.0

    def record(self, sink: PacketSink | None, best: Track, now: float) -> None:
        """Copy everything to `sink` from now on; None for nobody."""
        if sink is self.sink:
            return
        self._cancel_switch()
        self._release(now)
        if self._recorded_track is not None:
            self._recorded_track.record(None, now)
        self.sink, self._recorded_track, self._held, self._began = sink, None, None, now
        if sink is not None and (self._high is None or best is self._high):
            self._switch(best, now)
        elif sink is not None:
            self._hold(best, now)

    def follow(self, best: Track, now: float, *, wary: bool) -> None:
        """Go over to the track that is best just now, with its next keyframe. The high one is
        taken with its first, before anybody knows that it comes, unless it is to be `wary` of."""
        if self.sink is None:
            return
        if self._held is not None and now >= self._held_until:
            self._release(now)
        if self._lacks_keyframe(now):
            self._await(self._low or best, now, asks=True)
        elif best is not self._recorded_track:
            self._change(best, now)
        elif self._high is not None and best is not self._high and not wary:
            self._await(self._high, now, asks=False)
        else:
            self._cancel_switch()

    def _change(self, best: Track, now: float) -> None:
        if best is not self._high and not self._high_arrived():
            self._hold(best, now)
        else:
            self._await(best, now, asks=True)

    def _lacks_keyframe(self, now: float) -> bool:
        """Whether the high layer arrives, but nothing that its picture could begin with: an encoder
        that is short of bits leaves out keyframes of the high layer while it sends low ones."""
        high = self._high
        if high is None or self._recorded_track is not high or self._low is None:
            return False
        return high.keyframes.received_at < self._began <= now - FIRST_WITHIN

    def _high_arrived(self) -> bool:
        high = self._high
        return high is not None and high.latest is not None and high.latest_at >= self._began

    def _hold(self, low: Track, now: float) -> None:
        """Begin with the low layer, unless the high one begins within a second."""
        if self._recorded_track is not None:
            self._recorded_track.record(None, now)
        self._held, self._held_until, self._recorded_track = (
            HeldPackets(),
            now + FIRST_WITHIN,
            low,
        )
        low.record(self._held, now)

    def _release(self, now: float) -> None:
        held, self._held = self._held, None
        if held is not None and self.sink is not None and self._recorded_track is not None:
            held.play(self.sink)
            self._recorded_track.record(self.sink, now, asks=False)

    def _await(self, track: Track, now: float, *, asks: bool) -> None:
        if self._next is None or self._next.source is not track:
            self._cancel_switch()
            self._next = PendingSwitch(track, lambda _, at: self._switch(track, at), now, asks=asks)
        self._next.waiting = asks

    def _cancel_switch(self) -> None:
        if self._next is not None:
            self._next.cancel()
            self._next = None

    def _switch(self, track: Track, now: float) -> None:
        """Record this track from now on; what was held of another is not needed any more."""
        begins, self._next, self._held = self._next is None, None, None
        if self._recorded_track is not None and self._recorded_track is not track:
            self._recorded_track.record(None, now)
        self._recorded_track = track
        track.record(self.sink, now, asks=begins)
