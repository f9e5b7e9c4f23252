"""How a connection to a room is ended for good, or sent on (PROTOCOL.md, "Endings").

Rooms and gateways close with these codes; `ui/js/room/close_codes.js` says the same to browsers,
and `tests/contracts/test_declared_once.py` compares the three.
"""

from enum import IntEnum


class CloseCode(IntEnum):
    """WebSocket close codes, of those for private use (RFC 6455 section 7.4.2)."""

    MALFORMED = 4400
    SIGNED_OUT = 4401
    UNWELCOME = 4403
    REPLACED = 4409
    TOO_FAST = 4429
    MOVED = 4503


FINAL = frozenset(CloseCode) - {CloseCode.MOVED}
"""After these a client does not come back by itself."""
