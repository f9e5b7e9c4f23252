"""What an attempt to send a mail came to, by what its server said."""

from typing import Literal, TypeAlias

import msgspec
from aiosmtplib import (
    SMTPDataError,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
)

from services.gateway.platform.mail.model import Undelivered
from shared import lines

Status: TypeAlias = Literal["sent", "put_off", "refused"]


class Outcome(msgspec.Struct, frozen=True):
    """`reply` is what the server said to this mail, for the office to read; `error` is what went
    wrong, for the operator alone: of their sign-in at the mail server, and its host, no office is
    told."""

    status: Status
    reason: Undelivered | None = None
    reply: str = ""
    error: str = ""


SENT = Outcome("sent")
TOO_LATE = Outcome("refused", "not_reached", "It was of no use any more.")


def outcome_of(error: Exception, *, last: bool) -> Outcome:
    """Return what follows from a failure; `last` says that there is no further attempt.

    A refusal (5yz) lasts, a put-off (4yz) does not (RFC 5321 section 4.2.1). A server without
    SMTPUTF8 never takes a local part beyond ASCII (RFC 6531 section 3.2). What is wrong with our
    own sign-in, or address, is not the recipient's fault: it is put off.
    """
    status, reason = _verdict(error, last=last)
    reply = reply_of(error)
    return Outcome(status, reason, reply, reply or _line(str(error)) or type(error).__name__)


def _verdict(error: Exception, *, last: bool) -> tuple[Status, Undelivered | None]:
    match error:
        case SMTPNotSupported():
            return "refused", "beyond_ascii"
        case SMTPRecipientsRefused() if all(each.code >= 500 for each in error.recipients):
            return "refused", "refused"
        case SMTPDataError() if error.code >= 500:
            return "refused", "refused"
    return ("refused", "not_reached") if last else ("put_off", None)


def reply_of(error: Exception) -> str:
    """Return what was answered to the recipient or the message, with its code, on one line; ''
    where it came to neither."""
    match error:
        case SMTPRecipientsRefused(recipients=[SMTPRecipientRefused() as answer, *_]):
            return _line(f"{answer.code} {answer.message}")
        case SMTPDataError():
            return _line(f"{error.code} {error.message}")
    return ""


def _line(said: str) -> str:
    """Return a text on one line. A server may answer in another encoding than UTF-8: each byte that
    is none is then a lone surrogate, which no database takes (PEP 383)."""
    return lines.plain(said.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
