"""What can be wrong with what a client, or the room, asks of the media plane."""


class BadDescription(ValueError):
    """The session description is malformed, too long, or offers nothing we can carry."""


class UnknownPeer(LookupError):
    """Nobody of that name has a connection in this room."""


class UnknownSlot(LookupError):
    """The viewer has no slot of that number."""
