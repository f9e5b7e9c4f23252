"""The words that cross the border of the media plane."""

from enum import StrEnum
from typing import Protocol

import msgspec

from services.rooms.rtp.model import Kind, SenderClock


class PeerState(StrEnum):
    """How the connections of one peer are, taken together: the worst one names the state."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    LOST = "lost"
    """Nothing was heard for `TransportOptions.dead_after` seconds, or set-up failed. The
    connection is closed; the peer stays in the room and may publish and subscribe again."""
    LEFT = "left"


class PacketSink(Protocol):
    """Takes what one peer publishes while it is recorded. Must return at once and never raise."""

    def packet(self, kind: Kind, packet: bytes, arrival: float) -> None:
        """One decrypted RTP packet, as sent by the publisher; `arrival` is `time.monotonic()`."""

    def clock(self, kind: Kind, report: SenderClock) -> None:
        """A new sender report; the latest known one comes right after `MediaRoom.record`."""


class TrackStats(msgspec.Struct, frozen=True):
    """One published track, as the server receives it."""

    kind: Kind
    packets: int
    bytes: int
    lost: int
    """Packets that did not come in time, those repaired by retransmission included."""
    jitter_ms: float
    bitrate: int
    """Bits per second over the last second."""
    keyframes: int


class ViewStats(msgspec.Struct, frozen=True):
    """What is sent to one peer over its subscribing connection."""

    packets: int
    bytes: int
    retransmitted: int
    dropped: int
    """Packets the socket did not take."""
    loss: float
    """The worst fraction lost that the peer reported last, 0 to 1."""
    round_trip_ms: float | None


class PeerStats(msgspec.Struct, frozen=True):
    """One peer at one moment. `sending` is empty for who does not publish."""

    state: PeerState
    sending: tuple[TrackStats, ...]
    viewing: ViewStats | None
