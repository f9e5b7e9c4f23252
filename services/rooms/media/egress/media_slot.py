"""A slot of a subscriber: what is requested in it, and what is sent."""

from dataclasses import dataclass, field

from services.rooms.media.egress.downtrack import DownTrack
from services.rooms.media.egress.layer_allocator import VideoRequest
from services.rooms.media.ingress.publisher import Publisher
from services.rooms.media.ingress.source import MediaSource
from services.rooms.media.model import Layer, Source
from services.rooms.media.rtp.clock import Kind

KINDS: tuple[Kind, Kind] = ("audio", "video")
NOMINAL: dict[Layer, int] = {"low": 150_000, "high": 1_500_000}
"""Bits per second that are expected of a layer that is not sent yet."""


@dataclass(slots=True)
class MediaSlot:
    """A place on the subscriber's screen. `requested` names what to show, which may not be there
    yet; `given` is the layer that is sent."""

    downtracks: dict[Kind, DownTrack]
    requested: Source | None = None
    layer: Layer | None = "high"
    given: Layer | None = None
    refused: set[Kind] = field(default_factory=set)
    media_sources: dict[Kind, MediaSource] = field(default_factory=dict)

    @property
    def reduced(self) -> bool:
        """Whether its picture is sent in another layer than requested, or not at all."""
        return "video" in self.media_sources and self.given != self.layer

    def video_request(self) -> VideoRequest:
        media_source = self.media_sources["video"]
        low, high = (media_source.bitrate(layer, NOMINAL[layer]) for layer in ("low", "high"))
        return VideoRequest(self.layer, low, high)


def shown(publisher: Publisher | None, requested: Source | None) -> dict[Kind, MediaSource]:
    """Return what the publisher sends of what is requested."""
    if publisher is None or requested is None:
        return {}
    screen = requested.what == "screen"
    found: dict[Kind, MediaSource | None] = {
        "audio": None if screen else publisher.voice,
        "video": None
        if requested.what == "voice"
        else publisher.media_source("video", screen=screen),
    }
    return {kind: source for kind, source in found.items() if source is not None}
