"""How a room ends a connection: by one of `shared/vocabulary/close_codes.py`, and in words."""

from shared.vocabulary.close_codes import CloseCode

__all__ = ["CloseCode", "ConnectionClosed"]


class ConnectionClosed(Exception):
    """This connection has to end; the room goes on."""

    def __init__(self, code: CloseCode, reason: str) -> None:
        self.code = code
        super().__init__(reason)
