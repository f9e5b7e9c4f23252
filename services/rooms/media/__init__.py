"""Live media: bytes in, bytes out, nothing is decoded. The only code that knows aiortc."""

from services.rooms.media.errors import BadDescription, UnknownPeer, UnknownSlot
from services.rooms.media.model import PacketSink, PeerState, PeerStats, TrackStats, ViewStats
from services.rooms.media.options import TransportOptions, host_addresses
from services.rooms.media.room import MediaRoom
from services.rooms.rtp.model import Kind, SenderClock

__all__ = [
    "BadDescription",
    "Kind",
    "MediaRoom",
    "PacketSink",
    "PeerState",
    "PeerStats",
    "SenderClock",
    "TrackStats",
    "TransportOptions",
    "UnknownPeer",
    "UnknownSlot",
    "ViewStats",
    "host_addresses",
]
