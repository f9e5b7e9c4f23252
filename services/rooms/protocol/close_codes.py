"""How a room ends a connection (PROTOCOL.md, "Endings")."""

from enum import IntEnum


class CloseCode(IntEnum):
    """WebSocket close codes, of those for private use (RFC 6455 section 7.4.2)."""

    MALFORMED = 4400
    UNWELCOME = 4403
    REPLACED = 4409
    TOO_FAST = 4429
    MOVED = 4503


class ConnectionClosed(Exception):
    """This connection has to end; the room goes on."""

    def __init__(self, code: CloseCode, reason: str) -> None:
        self.code = code
        super().__init__(reason)
