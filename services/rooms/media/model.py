"""The types that the media plane and its callers share."""

from enum import StrEnum
from typing import Literal, Protocol, TypeAlias

import msgspec

from services.rooms.media.rtp.clock import Kind, SenderClock

Layer: TypeAlias = Literal["low", "high"]
"""The two simulcast layers of a camera. A camera that is sent in one encoding only is high."""
What: TypeAlias = Literal["camera", "screen", "voice"]


class Source(msgspec.Struct, frozen=True):
    """What a slot can show: somebody's camera (sound and picture), screen (picture only) or
    voice (sound only)."""

    peer: str
    what: What = "camera"


class PeerState(StrEnum):
    """How the connections of one peer are, taken together: the worst one names the state."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    LOST = "lost"
    """No packet came for `TransportOptions.dead_after` seconds, or set-up failed. The connection
    is closed; the peer stays in the room and may publish and subscribe again."""
    LEFT = "left"


class Listener(Protocol):
    """Is called when something changes in a media room: in the event loop, at once. Must not
    raise."""

    def state_changed(self, peer: str, state: PeerState) -> None:
        """The peer's connections are in another state."""

    def layers_changed(self, peer: str, layers: frozenset[Layer]) -> None:
        """Somebody watches or records these layers of the peer's camera, and no others."""

    def kinds_changed(self, peer: str, kinds: frozenset[Kind]) -> None:
        """Packets come of the peer's voice (`audio`), camera (`video`), both, or neither."""

    def speaker_changed(self, peer: str | None) -> None:
        """The peer is the active speaker from now on; None: nobody is."""


class PacketSink(Protocol):
    """Receives what one peer publishes while it is recorded. Must return at once and never
    raise."""

    def packet(
        self, kind: Kind, packet: bytes, arrival: float, orientation: int | None = None
    ) -> None:
        """One decrypted RTP packet, as sent by the publisher; `arrival` is `time.monotonic()`.
        `orientation` is its video orientation, if it has one (3GPP TS 26.114 7.4.5)."""

    def clock(self, kind: Kind, report: SenderClock) -> None:
        """A new sender report; the latest known one comes right after `MediaRoom.record`."""


class TrackStats(msgspec.Struct, frozen=True):
    """One published stream, as the server receives it."""

    kind: Kind
    layer: Layer
    screen: bool
    packets: int
    bytes: int
    lost: int
    """Packets that did not come in time, those repaired by retransmission included."""
    loss: float
    """The fraction that did not come in time in the last second, 0 to 1."""
    jitter_ms: float
    bitrate: int
    """Bits per second over the last second."""
    keyframes: int


class DownstreamStats(msgspec.Struct, frozen=True):
    """What is sent to one peer over its subscribing connection."""

    packets: int
    bytes: int
    retransmitted: int
    dropped: int
    """Packets the socket did not take."""
    loss: float
    """The fraction that the peer lost lately of the stream that fares worst, 0 to 1."""
    round_trip_ms: float | None
    bitrate: int
    """Bits per second over the last second."""
    estimate: int | None
    """Bits per second that the peer believes its connection can bear; None before it says so."""
    reduced: int
    """Pictures sent in a lower layer than requested, or not at all, for want of bandwidth."""


class PeerStats(msgspec.Struct, frozen=True):
    """One peer at one moment. `sending` is empty for who does not publish."""

    state: PeerState
    sending: tuple[TrackStats, ...]
    downstream: DownstreamStats | None
