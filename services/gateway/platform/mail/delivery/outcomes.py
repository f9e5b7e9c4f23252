"""What an attempt to send a mail came to, by what its server said."""

from typing import Literal

import aiosmtplib
import msgspec
from aiosmtplib import (
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from services.gateway.platform.mail.model import Undelivered
from shared import lines


class Outcome(msgspec.Struct, frozen=True):
    """`reply` is what the server said, for the office to read."""

    status: Literal["sent", "put_off", "refused"]
    reason: Undelivered | None = None
    reply: str = ""


SENT = Outcome("sent")
TOO_LATE = Outcome("refused", "not_reached", "It was of no use any more.")


def outcome_of(error: Exception, *, last: bool) -> Outcome:
    """Return what follows from a failure; `last` says that there is no further attempt.

    A refusal (5yz) lasts, a put-off (4yz) does not (RFC 5321 section 4.2.1). A server without
    SMTPUTF8 never takes a local part beyond ASCII (RFC 6531 section 3.2). What is wrong with our
    own sign-in, or address, is not the recipient's fault: it is put off.
    """
    said = reply_of(error)
    match error:
        case SMTPNotSupported():
            return Outcome("refused", "beyond_ascii", said)
        case SMTPRecipientsRefused() if all(each.code >= 500 for each in error.recipients):
            return Outcome("refused", "refused", said)
        case aiosmtplib.SMTPDataError() if error.code >= 500:
            return Outcome("refused", "refused", said)
    return Outcome("refused", "not_reached", said) if last else Outcome("put_off", reply=said)


def reply_of(error: Exception) -> str:
    """Return a reply with its code, or what else went wrong, on one line."""
    match error:
        case SMTPRecipientsRefused(recipients=[SMTPRecipientRefused() as first, *_]):
            said = f"{first.code} {first.message}"
        case SMTPResponseException():
            said = f"{error.code} {error.message}"
        case _:
            said = str(error)
    return lines.plain(said) or type(error).__name__
