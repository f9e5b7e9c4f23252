"""A received mail, as the page and the tests want to see it."""

import re
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import msgspec

_LINK = re.compile(r"https?://[^\s<>\"')\]]+")


class Attachment(msgspec.Struct, frozen=True):
    """A part that is neither the text nor the HTML of the mail. `size` is in bytes."""

    name: str
    media_type: str
    size: int


class Mail(msgspec.Struct, frozen=True, kw_only=True, rename={"sender": "from"}):
    """`id` grows with each mail. `to` are the envelope's recipients, in lower case."""

    id: int
    received_at: datetime
    sender: str
    reply_to: str = ""
    to: list[str]
    subject: str
    text: str
    html: str
    links: list[str]
    attachments: list[Attachment]


def read(number: int, received_at: datetime, to: list[str], raw: bytes) -> Mail:
    """Take a mail apart (RFC 5322, RFC 2045); bytes that are no mail become its text."""
    message = _message(raw)
    text, html = _body(message, "plain"), _body(message, "html")
    return Mail(
        id=number,
        received_at=received_at,
        sender=str(message.get("From", "")),
        reply_to=str(message.get("Reply-To", "")),
        to=[address.lower() for address in to],
        subject=str(message.get("Subject", "(no subject)")),
        text=text,
        html=html,
        links=list(dict.fromkeys(_LINK.findall(text or html))),
        attachments=[_describe(part) for part in message.iter_attachments()],
    )


def attachment(raw: bytes, index: int) -> tuple[Attachment, bytes]:
    """Return one attachment and its content.

    Raises:
        IndexError: the mail has fewer attachments.
    """
    part = list(_message(raw).iter_attachments())[index]
    return _describe(part), _content(part)


def _message(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise TypeError(f"the mail policy made a {type(message)}")
    return message


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""


def _describe(part: EmailMessage) -> Attachment:
    name = part.get_filename() or "attachment"
    return Attachment(name, part.get_content_type(), len(_content(part)))


def _content(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else part.as_bytes()
