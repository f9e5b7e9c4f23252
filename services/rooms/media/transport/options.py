"""How the media plane of a worker is reached, and how patient it is."""

import msgspec

from services.rooms.media.transport.listening import Listening
from services.rooms.media.transport.udp_mux import UdpMux


class TransportOptions(Listening, frozen=True):
    """One for a worker: all media rooms that get the same one share its UDP sockets."""

    dead_after: float = 4.5
    """Seconds of silence until a connection counts as lost."""
    connect_within: float = 15.0
    """Seconds for ICE and DTLS."""
    video_ceiling: int = 2_500_000
    """Bits per second a publisher is asked to stay under."""
    udp_mux: UdpMux = msgspec.field(default_factory=UdpMux)
