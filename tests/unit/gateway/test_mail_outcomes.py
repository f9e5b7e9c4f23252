"""What an attempt to send a mail came to, by what its server said."""

import pytest
from aiosmtplib import (
    SMTPDataError,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from services.gateway.platform.mail.delivery.outcomes import Outcome, outcome_of

NO = "5.1.1 no\x00 such\r\n\u202euser"
SAID = "550 5.1.1 no such user"


def refused(code: int) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused([SMTPRecipientRefused(code, NO, "ana@x.test")])


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (refused(550), Outcome("refused", "refused", SAID)),
        (refused(450), Outcome("put_off", None, SAID.replace("550", "450"))),
        (SMTPDataError(554, "spam"), Outcome("refused", "refused", "554 spam")),
        (SMTPDataError(451, "later"), Outcome("put_off", None, "451 later")),
        (SMTPSenderRefused(553, "not yours", "a@b"), Outcome("put_off", None, "553 not yours")),
        (SMTPNotSupported("no SMTPUTF8"), Outcome("refused", "beyond_ascii", "no SMTPUTF8")),
        (SMTPServerDisconnected("away"), Outcome("put_off", None, "away")),
        (ConnectionRefusedError(), Outcome("put_off", None, "ConnectionRefusedError")),
    ],
)
def test_a_refusal_lasts_and_what_is_our_own_fault_does_not(
    error: Exception, outcome: Outcome
) -> None:
    assert outcome_of(error, last=False) == outcome


def test_after_the_last_attempt_nobody_was_reached() -> None:
    assert outcome_of(refused(450), last=True).reason == "not_reached"
    assert outcome_of(refused(550), last=True).reason == "refused"
