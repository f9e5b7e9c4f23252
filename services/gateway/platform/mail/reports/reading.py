"""Reads delivery reports: as JSON, or as the message that a mail server sends (RFC 3464).

Anybody may send a message to a return path, so it is read within bounds: its beginning, where the
report stands (RFC 6522 section 3), and few parts within parts, each of which costs the parser a
look at each line.
"""

import re
from email import message_from_bytes
from email.message import Message
from typing import cast, get_args

import msgspec

from services.gateway.platform.mail.reports.model import Action, Report, ReportUnreadable

MOST_BYTES = 64 * 1024
MOST_PARTS = 20
_COMPOSITE = re.compile(rb"(?:multipart|message)/", re.IGNORECASE)
# Where a message says to which address it came.
_RECIPIENT_HEADERS = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
_MOST_HEADER = 500


def from_json(body: bytes) -> Report:
    """Raises ReportUnreadable."""
    try:
        return msgspec.json.decode(body, type=Report)
    except msgspec.MsgspecError as error:
        raise ReportUnreadable(f"This is no delivery report: {error}") from error


def from_message(raw: bytes) -> Report | None:
    """Read a message; None where it is no report, as an answer of somebody who is away.

    Raises:
        ReportUnreadable: it has parts within parts without end.
    """
    beginning = raw[:MOST_BYTES]
    if len(_COMPOSITE.findall(beginning)) > MOST_PARTS:
        raise ReportUnreadable
    message = message_from_bytes(beginning)
    if message.get_content_type() != "multipart/report":
        return None
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            return _report(message, cast("list[Message]", part.get_payload()))
    return None


def _report(message: Message, groups: list[Message]) -> Report | None:
    """Take the group of the one recipient; the first group is about the message (RFC 3464 2.1)."""
    for group in groups:
        action = _field(group, "Action").partition(" ")[0].lower()
        if action in get_args(Action):
            return Report(
                return_path=" ".join(
                    each for name in _RECIPIENT_HEADERS if (each := _field(message, name))
                ),
                action=cast("Action", action),
                status=_field(group, "Status")[:20],
                diagnostic=_field(group, "Diagnostic-Code").partition(";")[2].strip(),
            )
    return None


def _field(message: Message, name: str) -> str:
    """Return a header as it stands, on one line and not too long; '' where there is none."""
    return " ".join(str(message.get(name, "")).split())[:_MOST_HEADER]
