"""Who a mail is from, as its reader sees it.

The address is always the operator's, whose domain signs what leaves (RFC 6376, RFC 7489); an office
has its name beside it, and gets the answers.
"""

from email.headerregistry import Address
from email.utils import parseaddr

import msgspec

from shared import addresses, lines

LONGEST = 60
"""How many characters of an office's name stand in a header."""


class Sender(msgspec.Struct, frozen=True):
    """`name` is the office's, '' where only the operator is named. `reply_to` is a mailbox
    (RFC 5322 section 3.4): who reads what is answered. `signature` stands below their letters."""

    name: str = ""
    reply_to: str | None = None
    signature: str = ""


OPERATOR = Sender()


def sender_of(office: str, address: str, *, trusted: bool, signature: str = "") -> Sender:
    """Return an office as a sender; `address` is where answers go.

    A name that looks like an address is left out: programs show it in the address's place.
    """
    name = "" if "@" in office or not trusted else lines.plain(office)[:LONGEST].strip()
    return Sender(name, mailbox(office, address), signature)


def mailbox(name: str, address: str) -> str | None:
    """Return a mailbox with the name of an office; None where not every server could carry it.

    A header has no letters beyond ASCII in an address, unless the whole mail goes by SMTPUTF8.
    """
    if not addresses.is_ascii_before_at(address):
        return None
    return str(Address(lines.plain(name), addr_spec=addresses.on_wire(address)))


def from_header(operator: str, name: str) -> Address:
    """Return the mailbox that a mail is from; `operator` is one with a name (`MAIL_FROM`)."""
    own_name, address = parseaddr(operator)
    shown = f"{name} via {own_name or 'Callboard'}" if name else own_name
    return Address(shown, addr_spec=addresses.on_wire(address))
