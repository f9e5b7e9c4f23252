"""Calendar entries that travel by mail (RFC 5546, RFC 6047): who is named in them."""

import re
from email.headerregistry import Address
from urllib.parse import quote

from icalendar import Calendar, vCalAddress

from shared import addresses, lines

_METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


def calendar_user(address: str, name: str) -> vCalAddress:
    """Return somebody by their mailbox: a `mailto` address (RFC 6068), with their name."""
    user = vCalAddress(f"mailto:{quote(addresses.on_wire(address), safe='@+')}")
    user.params["CN"] = lines.plain(name)
    return user


def organized(calendar: str, organizer: Address) -> str:
    """Return a calendar whose entries are organized by whom its mail is from.

    Programs change and cancel an entry for its organizer only (RFC 5546 section 2.1), and compare
    that with the mail (RFC 6047 section 3): so it is the operator's address, whoever of the office
    writes.
    """
    read = Calendar.from_ical(calendar)
    for event in read.events:
        event["ORGANIZER"] = calendar_user(organizer.addr_spec, organizer.display_name)
    return str(read.to_ical(), "utf-8")


def method_of(calendar: str) -> str:
    """Return a calendar's method, which the type of its part repeats (RFC 5545 section 8.1)."""
    found = _METHOD.search(calendar)
    return found[1] if found else "PUBLISH"
