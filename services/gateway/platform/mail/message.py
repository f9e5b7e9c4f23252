"""A mail as it goes on the wire (RFC 5322, RFC 2046)."""

from email.message import EmailMessage

from services.gateway.platform.mail.itip import method_of, organized
from services.gateway.platform.mail.model import Mail
from services.gateway.platform.mail.senders import from_header
from shared import addresses


def compose(mail: Mail, operator: str) -> EmailMessage:
    """Write a mail with its headers (RFC 5322 section 3.6); `operator` is whom it is from.

    A repeat says of itself what the first try said, so that it can be known as one: its Date is
    when it was queued, its Message-ID follows from its id.
    """
    message = EmailMessage()
    sender = from_header(operator, mail.from_name)
    message["Date"] = mail.queued_at
    message["From"] = str(sender)
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    message["To"] = addresses.on_wire(mail.recipient)
    message["Message-ID"] = f"<{mail.id}@{sender.domain}>"
    message["Subject"] = mail.subject
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834 section 5
    message.set_content(mail.body)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    if mail.calendar:
        _add_calendar(message, organized(mail.calendar, sender))
    return message


def _add_calendar(message: EmailMessage, calendar: str) -> None:
    """Add a calendar entry as programs act on it, beside the text, and as a file to open."""
    message.add_alternative(
        calendar, subtype="calendar", charset="utf-8", params={"method": method_of(calendar)}
    )
    message.add_attachment(
        calendar.encode(), maintype="application", subtype="ics", filename="audition.ics"
    )
