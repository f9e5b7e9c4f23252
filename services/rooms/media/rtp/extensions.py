"""Our numbers of the header extensions that packets to subscribers have (RFC 8285)."""

from services.rooms.media.rtp.clock import Kind

PASSED_ON_AS: dict[Kind, int] = {"audio": 1, "video": 2}
"""Of the one extension of each kind that is passed on."""
TRANSPORT_NUMBER_AS = 3
"""Of the transport-wide sequence number."""
