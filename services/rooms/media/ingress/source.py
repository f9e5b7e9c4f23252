"""What a publisher sends of one section: a voice, a screen, or a camera in up to two sizes."""

from collections.abc import Callable, Set

from services.rooms.media.ingress.forwarding import LayerSink
from services.rooms.media.ingress.recording_tap import RecordingTap
from services.rooms.media.ingress.track import Track
from services.rooms.media.model import PacketSink, Size
from services.rooms.media.sdp.description import ENCODINGS, Section

FLOWS = 0.8
"""Seconds without a packet after which an encoding counts as not sent: browsers leave out the
large one when the upload is weak."""
STEADY = 3.0
WARY_FOR = 10.0
"""An encoding that came back after it was left out is shown when it has come for so many seconds,
unless it was left out longer ago than the other: going to and fro costs a keyframe each time."""
ON_ITS_WAY = 0.5
"""Seconds for which what was sent before it was wished for may still come."""
ARRIVES = 1.5
"""Seconds without a packet for which its sender is still told that it arrives."""
OTHER: dict[Size, Size] = {"small": "large", "large": "small"}


class MediaSource:
    """`make` creates the track of a size. Who watches has a wish; what is shown follows what is
    there. A gated feed is received, and goes nowhere."""

    def __init__(self, section: Section, make: Callable[[Size], Track], *, screen: bool) -> None:
        self.kind, self.screen = section.kind, screen
        sizes = [ENCODINGS[name] for name in section.encodings] or ["large"]
        self.tracks: dict[Size, Track] = {size: make(size) for size in sizes}
        self._requested: dict[LayerSink, Size] = {}
        self._recording_tap = RecordingTap(self.tracks)
        self._flowing: dict[Size, float] = {}
        """Since when each size has been coming."""
        self._stopped_at = float("-inf")
        """When the large size was left out last, though it was wished for."""
        self._large_since: float | None = None
        """Since when the large size is wished for."""
        self._awaited: Set[Size] = frozenset()

    def watch(self, downtrack: LayerSink, size: Size, now: float) -> None:
        """Show the feed in a link, in that size where it is sent."""
        self._requested[downtrack] = size
        self._note_requests(now)
        track = self._best(size, now)
        if downtrack.source in self.tracks.values():
            downtrack.change(track, now)
        else:
            downtrack.attach(track, now)

    def unwatch(self, downtrack: LayerSink) -> None:
        self._requested.pop(downtrack, None)

    def record(self, sink: PacketSink | None, now: float) -> None:
        """Copy everything to `sink` from now on; None for nobody."""
        self._recording_tap.record(sink, self._best("large", now), now)
        self._note_requests(now)

    def permit(self, now: float, *, is_open: bool) -> None:
        """Let what comes through, or nothing of it."""
        for track in self.tracks.values():
            track.permit(now, is_open=is_open)

    def wanted(self, awaited: Set[Size], now: float) -> frozenset[Size]:
        """The sizes that somebody watches or records, those that are `awaited`, and the small one
        in place of a large one that does not come."""
        self._awaited = awaited
        requested_layers = self._note_requests(now)
        if self._lacks_large(now):
            requested_layers.add("small")
        if requested_layers and not requested_layers & self.tracks.keys():
            return frozenset(self.tracks)
        return frozenset(requested_layers & self.tracks.keys())

    def arrives(self, now: float) -> bool:
        """Whether packets of any size came just now."""
        return any(
            track.latest is not None and now - track.latest_at < ARRIVES
            for track in self.tracks.values()
        )

    def bitrate(self, size: Size, nominal: int) -> int:
        """Bits per second of an encoding; `nominal` while it is not sent. 0: there is none."""
        track = self.tracks.get(size)
        return (track.bitrate or nominal) if track is not None else 0

    def pulse(self, now: float) -> None:
        """Some times a second: follow what is sent, and repeat what was asked in vain."""
        self._notice(now)
        best = {size: self._best(size, now) for size in OTHER}
        for downtrack, size in self._requested.items():
            downtrack.change(best[size], now)
        self._recording_tap.follow(best["large"], now, wary=self._is_wary(now))
        for track in self.tracks.values():
            track.pulse(now)

    def close(self) -> None:
        self._requested.clear()
        for track in self.tracks.values():
            track.close()

    def _best(self, requested: Size, now: float) -> Track:
        """The track of a size, or the other one while only that is sent."""
        other = OTHER[requested]
        if requested not in self.tracks or (
            not self._lasts(requested, now) and self._flows(other, now)
        ):
            return self.tracks[other]
        return self.tracks[requested]

    def _note_requests(self, now: float) -> set[Size]:
        """The sizes that are wished for, and since when the large one is."""
        requested_layers = {*self._requested.values(), *self._awaited}
        if self._recording_tap.sink is not None:
            requested_layers.add("large")
        if "large" not in requested_layers:
            self._large_since = None
        elif self._large_since is None:
            self._large_since = now
        return requested_layers

    def _lacks_large(self, now: float) -> bool:
        """Whether the large size is wished for and does not come, though there was time to."""
        since = self._large_since
        return since is not None and now - since > FLOWS and not self._flows("large", now)

    def _notice(self, now: float) -> None:
        self._note_requests(now)
        for size, track in self.tracks.items():
            if self._flows(size, now):
                self._flowing.setdefault(size, now)
            elif self._flowing.pop(size, None) is not None and size == "large":
                since = self._large_since
                if since is not None and track.latest_at - since > ON_ITS_WAY:
                    self._stopped_at = now

    def _lasts(self, size: Size, now: float) -> bool:
        """Whether a size comes, and can be expected to come on."""
        if not self._flows(size, now):
            return False
        return size != "large" or not self._is_wary(now)

    def _is_wary(self, now: float) -> bool:
        """Whether the large size was left out of late, and has not come for long since."""
        flowing = now - self._flowing.get("large", now)
        return now - self._stopped_at < WARY_FOR and flowing < STEADY

    def _flows(self, size: Size, now: float) -> bool:
        track = self.tracks.get(size)
        return track is not None and track.latest is not None and now - track.latest_at < FLOWS
