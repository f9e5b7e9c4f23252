"""A mail as it goes on the wire (RFC 5322, RFC 2046)."""

from email.message import EmailMessage

from services.gateway.platform.mail.delivery.operator import Operator
from services.gateway.platform.mail.itip import method_of, organized
from services.gateway.platform.mail.kinds import SUPPRESSIBLE
from services.gateway.platform.mail.model import Mail
from services.gateway.platform.mail.senders import from_header
from shared import addresses


def compose(mail: Mail, operator: Operator) -> EmailMessage:
    """Write a mail with its headers (RFC 5322 section 3.6).

    A repeat says of itself what the first try said, so that it can be known as one: its Date is
    when it was queued, its Message-ID follows from its id.
    """
    message = EmailMessage()
    sender = from_header(operator.mail_from, mail.from_name)
    message["Date"] = mail.queued_at
    message["From"] = str(sender)
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    message["To"] = addresses.on_wire(mail.recipient)
    message["Message-ID"] = f"<{mail.id}@{sender.domain}>"
    message["Subject"] = mail.subject
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834 section 5
    if mail.agency_id and mail.kind in SUPPRESSIBLE:
        url = operator.unsubscribe_url(mail.agency_id, mail.id)
        message["List-Unsubscribe"] = f"<{url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058 section 3.1
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
