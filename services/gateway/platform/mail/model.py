"""A mail that waits, and what becomes of it."""

from datetime import datetime
from email.headerregistry import Address
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from shared import addresses, lines

Undelivered: TypeAlias = Literal["beyond_ascii", "refused", "not_reached"]

# In words for who wrote to somebody, with what they can do.
WHY: dict[Undelivered, str] = {
    "beyond_ascii": "Not sent: our mail server cannot write to letters beyond a to z before the @. "
    "Please ask for another address, and mend it.",
    "refused": "Not delivered: the mail server there refused the address. Please look at it, mend "
    "it, or send again.",
    "not_reached": "Not delivered: their mail server could not be reached, or took nothing. Please "
    "look at the address, or send again.",
}


class Mail(msgspec.Struct, frozen=True):
    """A plain-text mail, with at most one calendar file (RFC 5545).

    `reply_to` is a mailbox (RFC 5322 section 3.4): who reads what is answered.
    """

    id: UUID
    recipient: str
    subject: str
    body: str
    calendar: str | None
    queued_at: datetime
    reply_to: str | None
    attempts: int


def mailbox(name: str, address: str) -> str | None:
    """Return a mailbox with the name of an office; None where not every server could carry it.

    A header has no letters beyond ASCII in an address, unless the whole mail goes by SMTPUTF8.
    """
    if not addresses.is_ascii_before_at(address):
        return None
    return str(Address(lines.plain(name), addr_spec=addresses.on_wire(address)))
