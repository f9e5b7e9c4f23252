"""Facts that one service tells the others.

An event is past tense, versioned in its tag and carries ids only: who needs more reads it where it
is kept. Every sample that was ever shipped must still decode, so a changed shape is a new version.
"""

from shared.events import billing, gateway, rooms
from shared.events.base import Event

KINDS: tuple[type[Event], ...] = (*billing.KINDS, *gateway.KINDS, *rooms.KINDS)
BY_TYPE: dict[str, type[Event]] = {kind.tag(): kind for kind in KINDS}

__all__ = ["BY_TYPE", "KINDS", "Event", "billing", "gateway", "rooms"]
