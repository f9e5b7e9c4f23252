"""What an attempt to send a mail came to, by what its server said."""

import pytest
from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
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
LATER = "450 5.1.1 no such user"
OURS = "your relay.operator.test:587 says (535, 'bad password')"


def refused(code: int, words: str = NO) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused([SMTPRecipientRefused(code, words, "ana@x.test")])


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (refused(550), Outcome("refused", "refused", SAID, SAID)),
        (refused(450), Outcome("put_off", None, LATER, LATER)),
        (SMTPDataError(554, "spam"), Outcome("refused", "refused", "554 spam", "554 spam")),
        (SMTPDataError(451, "later"), Outcome("put_off", None, "451 later", "451 later")),
        (SMTPNotSupported("no UTF8"), Outcome("refused", "beyond_ascii", "", "no UTF8")),
        (SMTPServerDisconnected("away"), Outcome("put_off", None, "", "away")),
        (ConnectionRefusedError(), Outcome("put_off", None, "", "ConnectionRefusedError")),
    ],
)
def test_a_refusal_lasts_and_what_is_our_own_fault_does_not(
    error: Exception, outcome: Outcome
) -> None:
    assert outcome_of(error, last=False) == outcome


@pytest.mark.parametrize(
    "error",
    [
        SMTPSenderRefused(553, OURS, "a@b"),
        SMTPAuthenticationError(535, OURS),
        SMTPConnectError(OURS),
        ValueError(OURS),
    ],
)
def test_what_is_wrong_with_the_operator_is_told_to_them_alone(error: Exception) -> None:
    outcome = outcome_of(error, last=True)
    assert (outcome.reason, outcome.reply) == ("not_reached", "")
    assert "relay.operator.test" in outcome.error


def test_an_answer_in_another_encoding_is_one_that_a_database_takes() -> None:
    said = "Empfänger unbekannt".encode("latin-1").decode("utf-8", "surrogateescape")
    for error in (refused(550, said), SMTPDataError(550, said)):
        assert outcome_of(error, last=False).reply == "550 Empf\ufffdnger unbekannt"
    assert outcome_of(SMTPConnectError(said), last=False).error.encode()


def test_after_the_last_attempt_nobody_was_reached() -> None:
    assert outcome_of(refused(450), last=True).reason == "not_reached"
    assert outcome_of(refused(550), last=True).reason == "refused"
