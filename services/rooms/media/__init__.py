"""Live media: bytes in, bytes out, nothing is decoded. The only code that knows aiortc."""

from services.rooms.media.errors import BadDescription, UnknownPeer, UnknownSlot
from services.rooms.media.model import (
    DownstreamStats,
    Layer,
    Listener,
    PacketSink,
    PeerState,
    PeerStats,
    Source,
    TrackStats,
)
from services.rooms.media.room import MediaRoom
from services.rooms.media.rtp.clock import Kind, SenderClock
from services.rooms.media.transport.listening import host_addresses
from services.rooms.media.transport.options import TransportOptions

__all__ = [
    "BadDescription",
    "DownstreamStats",
    "Kind",
    "Layer",
    "Listener",
    "MediaRoom",
    "PacketSink",
    "PeerState",
    "PeerStats",
    "SenderClock",
    "Source",
    "TrackStats",
    "TransportOptions",
    "UnknownPeer",
    "UnknownSlot",
    "host_addresses",
]
