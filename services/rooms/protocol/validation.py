"""What people type into one line of a room."""

from services.rooms.protocol.errors import NotALine
from shared import lines


def line(text: str) -> str:
    """Return a line with single spaces; it may be empty.

    Raises:
        NotALine: it would turn what stands beside it, or nothing of it can be seen.
    """
    spaced = " ".join(text.split())
    if trouble := lines.trouble(spaced):
        raise NotALine(trouble)
    return spaced
