"""What can be wrong with what a client, or the room, asks of the media plane."""

from shared.errors import Invalid, NotFound


class BadDescription(Invalid, ValueError):
    """The browser's media description cannot be understood."""


class UnknownPeer(NotFound):
    """Nobody of that name has a connection in this room."""


class UnknownSlot(NotFound):
    """The subscriber has no slot of that number."""
