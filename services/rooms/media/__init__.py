"""Live media: bytes in, bytes out, nothing is decoded. The only code that knows aiortc."""

from services.rooms.media.errors import BadDescription, UnknownPeer, UnknownSlot
from services.rooms.media.listening import host_addresses
from services.rooms.media.model import (
    Listener,
    PacketSink,
    PeerState,
    PeerStats,
    Size,
    Source,
    TrackStats,
    ViewStats,
)
from services.rooms.media.options import TransportOptions
from services.rooms.media.room import MediaRoom
from services.rooms.rtp.model import Kind, SenderClock

__all__ = [
    "BadDescription",
    "Kind",
    "Listener",
    "MediaRoom",
    "PacketSink",
    "PeerState",
    "PeerStats",
    "SenderClock",
    "Size",
    "Source",
    "TrackStats",
    "TransportOptions",
    "UnknownPeer",
    "UnknownSlot",
    "ViewStats",
    "host_addresses",
]
