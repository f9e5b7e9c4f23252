"""Whether a connection's message is admitted: not too long, well formed, not too often."""

import msgspec

from services.rooms.protocol.client_messages import COST, LONGEST, ClientMessage
from services.rooms.protocol.close_codes import CloseCode, ConnectionClosed
from services.rooms.room.participant import Connection
from shared.lines import has_nul


def admit(
    decoder: msgspec.json.Decoder[ClientMessage], connection: Connection, body: bytes, now: float
) -> ClientMessage:
    """Decode one message of a connection; `now` is in monotonic seconds.

    Raises:
        ConnectionClosed: the connection has to end for it.
    """
    connection.last_message_at = now
    if len(body) > LONGEST:
        raise ConnectionClosed(CloseCode.MALFORMED, "That message is too long.")
    if has_nul(body):
        raise ConnectionClosed(
            CloseCode.MALFORMED, "That message has a character that no text has: U+0000."
        )
    try:
        message = decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConnectionClosed(
            CloseCode.MALFORMED, f"That message is malformed: {error}"
        ) from error
    if not connection.rate_limiter.allows(now, COST.get(type(message), 1)):
        raise ConnectionClosed(CloseCode.TOO_FAST, "Too many messages at once.")
    return message
