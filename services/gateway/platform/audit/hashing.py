"""Hashes of the log: SHA-256 over netstrings (length in bytes, `:`, field, `,`), so that no two
different contents are hashed alike."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from services.gateway.platform.audit.model import Line, microseconds

FIRST = bytes(32)
"""What the first line, or seal, of a log is bound to."""


def of_seal(previous: bytes, number: int, sealed_at: datetime, lines: Sequence[Line]) -> bytes:
    """Bind lines, in their order, to the seal before (`previous`)."""
    head = (str(number), str(microseconds(sealed_at)), str(len(lines)))
    return _digest(previous, (*head, *(field for line in lines for field in line.fields)))


def of_line(previous: bytes, line: Line) -> bytes:
    """Bind a line of the chain of before to the one before it, as the database did."""
    return _digest(previous, (str(line.line), *line.fields))


def _digest(previous: bytes, fields: Iterable[str]) -> bytes:
    digest = hashlib.sha256(previous)
    for field in fields:
        content = field.encode()
        digest.update(b"%d:%b," % (len(content), content))
    return digest.digest()
