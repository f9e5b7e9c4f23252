"""What a publisher sends of one section: a voice, a screen, or a camera in up to two layers."""

from collections.abc import Callable, Set

from services.rooms.media.ingress.forwarding import LayerSink
from services.rooms.media.ingress.recording_tap import RecordingTap
from services.rooms.media.ingress.track import Track
from services.rooms.media.model import Layer, PacketSink
from services.rooms.media.sdp.description import ENCODINGS, Section

FLOWS = 0.8
"""Seconds without a packet after which an encoding counts as not sent: browsers leave out the
high one when the upload is weak."""
STEADY = 3.0
WARY_FOR = 10.0
"""An encoding that came back after it was left out is shown when it has come for so many seconds,
unless it was left out longer ago than the other: going to and fro costs a keyframe each time."""
ON_ITS_WAY = 0.5
"""Seconds for which what was sent before it was requested may still come."""
ARRIVES = 1.5
"""Seconds without a packet for which it still counts as arriving."""
OTHER: dict[Layer, Layer] = {"low": "high", "high": "low"}


class MediaSource:
    """`make` creates the track of a layer. Each downtrack requests a layer; what is shown follows
    what is sent. A source without permission is received, and forwarded to nobody."""

    def __init__(self, section: Section, make: Callable[[Layer], Track], *, screen: bool) -> None:
        self.kind, self.screen = section.kind, screen
        layers = [ENCODINGS[name] for name in section.encodings] or ["high"]
        self.tracks: dict[Layer, Track] = {layer: make(layer) for layer in layers}
        self._requested: dict[LayerSink, Layer] = {}
        self._recording_tap = RecordingTap(self.tracks)
        self._flowing: dict[Layer, float] = {}
        """Since when each layer has been coming."""
        self._stopped_at = float("-inf")
        """When the high layer was left out last, though it was requested."""
        self._high_since: float | None = None
        """Since when the high layer is requested."""
        self._expected: Set[Layer] = frozenset()

    def watch(self, downtrack: LayerSink, layer: Layer, now: float) -> None:
        """Show the source in a downtrack, in that layer where it is sent."""
        self._requested[downtrack] = layer
        self._note_requests(now)
        track = self._best(layer, now)
        if downtrack.source in self.tracks.values():
            downtrack.change(track, now)
        else:
            downtrack.attach(track, now)

    def unwatch(self, downtrack: LayerSink) -> None:
        self._requested.pop(downtrack, None)

    def record(self, sink: PacketSink | None, now: float) -> None:
        """Copy everything to `sink` from now on; None for nobody."""
        self._recording_tap.record(sink, self._best("high", now), now)
        self._note_requests(now)

    def permit(self, now: float, *, is_open: bool) -> None:
        """Forward what comes, or nothing of it."""
        for track in self.tracks.values():
            track.permit(now, is_open=is_open)

    def active_layers(self, expected: Set[Layer], now: float) -> frozenset[Layer]:
        """The layers that somebody watches or records, those that are `expected`, and the low one
        in place of a high one that does not come."""
        self._expected = expected
        requested = self._note_requests(now)
        if self._lacks_high(now):
            requested.add("low")
        if requested and not requested & self.tracks.keys():
            return frozenset(self.tracks)
        return frozenset(requested & self.tracks.keys())

    def arrives(self, now: float) -> bool:
        """Whether packets of any layer came just now."""
        return any(
            track.latest is not None and now - track.latest_at < ARRIVES
            for track in self.tracks.values()
        )

    def bitrate(self, layer: Layer, nominal: int) -> int:
        """Bits per second of an encoding; `nominal` while it is not sent. 0: there is none."""
        track = self.tracks.get(layer)
        return (track.bitrate or nominal) if track is not None else 0

    def pulse(self, now: float) -> None:
        """Some times a second: follow what is sent, and repeat what was asked in vain."""
        self._notice(now)
        best = {layer: self._best(layer, now) for layer in OTHER}
        for downtrack, layer in self._requested.items():
            downtrack.change(best[layer], now)
        self._recording_tap.follow(best["high"], now, wary=self._is_wary(now))
        for track in self.tracks.values():
            track.pulse(now)

    def close(self) -> None:
        self._requested.clear()
        for track in self.tracks.values():
            track.close()

    def _best(self, requested: Layer, now: float) -> Track:
        """The track of a layer, or the other one while only that is sent."""
        other = OTHER[requested]
        if requested not in self.tracks or (
            not self._lasts(requested, now) and self._flows(other, now)
        ):
            return self.tracks[other]
        return self.tracks[requested]

    def _note_requests(self, now: float) -> set[Layer]:
        """The layers that are requested; notes since when the high one is."""
        requested = {*self._requested.values(), *self._expected}
        if self._recording_tap.sink is not None:
            requested.add("high")
        if "high" not in requested:
            self._high_since = None
        elif self._high_since is None:
            self._high_since = now
        return requested

    def _lacks_high(self, now: float) -> bool:
        """Whether the high layer is requested and does not come, though there was time to."""
        since = self._high_since
        return since is not None and now - since > FLOWS and not self._flows("high", now)

    def _notice(self, now: float) -> None:
        self._note_requests(now)
        for layer, track in self.tracks.items():
            if self._flows(layer, now):
                self._flowing.setdefault(layer, now)
            elif self._flowing.pop(layer, None) is not None and layer == "high":
                since = self._high_since
                if since is not None and track.latest_at - since > ON_ITS_WAY:
                    self._stopped_at = now

    def _lasts(self, layer: Layer, now: float) -> bool:
        """Whether a layer comes, and can be expected to come on."""
        if not self._flows(layer, now):
            return False
        return layer != "high" or not self._is_wary(now)

    def _is_wary(self, now: float) -> bool:
        """Whether the high layer was left out of late, and has not come for long since."""
        flowing = now - self._flowing.get("high", now)
        return now - self._stopped_at < WARY_FOR and flowing < STEADY

    def _flows(self, layer: Layer, now: float) -> bool:
        track = self.tracks.get(layer)
        return track is not None and track.latest is not None and now - track.latest_at < FLOWS
