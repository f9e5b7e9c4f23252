"""Whether what a connection says is taken: not too long, well formed, not too much."""

import msgspec

from services.rooms.endings import Ejected, Ending
from services.rooms.heard import COST, LONGEST, Message
from services.rooms.people import Connection
from shared.lines import has_nul


def admit(
    language: msgspec.json.Decoder[Message], connection: Connection, body: bytes, now: float
) -> Message:
    """Read one message of a connection; `now` is in monotonic seconds.

    Raises:
        Ejected: the connection has to end for it.
    """
    connection.heard_at = now
    if len(body) > LONGEST:
        raise Ejected(Ending.MALFORMED, "That message is too long.")
    if has_nul(body):
        raise Ejected(Ending.MALFORMED, "That message has a character that no text has: U+0000.")
    try:
        message = language.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Ejected(Ending.MALFORMED, f"That message is malformed: {error}") from error
    if not connection.pace.allows(now, COST.get(type(message), 1)):
        raise Ejected(Ending.TOO_FAST, "Too many messages at once.")
    return message
