"""A mail that waits."""

from uuid import UUID

import msgspec


class Mail(msgspec.Struct, frozen=True):
    """A plain-text mail, with at most one calendar file (RFC 5545)."""

    id: UUID
    recipient: str
    subject: str
    body: str
    calendar: str | None
    attempts: int
