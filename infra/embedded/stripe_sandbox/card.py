"""The card form: what may be typed, and what Stripe's test cards do.

Test numbers: https://docs.stripe.com/testing. Nothing of a card is ever stored.
"""

import re
from datetime import UTC, datetime
from typing import Literal

import msgspec

PAYS = "4242424242424242"
DECLINES = {
    "4000000000000002": "Your card was declined.",
    "4000000000009995": "Your card has insufficient funds. Try a different card.",
    "4000000000009987": "Your card was declined. It was reported lost.",
    "4000000000000069": "Your card has expired. Try a different card.",
    "4000000000000127": "Your card's security code is incorrect.",
}
AUTHENTICATES = "4000002760003184"
"""Its bank asks each time whether it is really its owner who pays (3-D Secure)."""
FAILS_LATER = "4000000000000341"
"""It pays now, and is declined when it is charged again."""
_NOT_AUTHENTICATED = "We are unable to authenticate your payment method. Try again or another one."
_NOT_A_TEST_CARD = (
    "Your card was declined: this is a sandbox, and only test cards work here. "
    "Never type a real card number into it."
)
_EXPIRY = re.compile(r"([0-9]{1,2})\s*/?\s*([0-9]{2}|[0-9]{4})")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class CardForm(msgspec.Struct, frozen=True):
    """What was typed, as it was typed, at most 200 characters a field."""

    email: str = ""
    number: str = ""
    expiry: str = ""
    cvc: str = ""
    name: str = ""
    code: str = ""
    authentication: str = ""

    @property
    def must_authenticate(self) -> bool:
        return self.digits == AUTHENTICATES and not self.authentication

    @property
    def wallet(self) -> Literal["pays", "fails"]:
        """What the card does when it is charged again."""
        return "fails" if self.digits == FAILS_LATER else "pays"

    @property
    def digits(self) -> str:
        return re.sub(r"[\s-]", "", self.number)


def typed(fields: dict[str, object]) -> CardForm:
    known = {f: str(fields.get(f, ""))[:200].strip() for f in CardForm.__struct_fields__}
    return CardForm(**known)


def mistakes(form: CardForm, today: datetime) -> dict[str, str]:
    """Return, by field, what is wrong with the form in words for the person who pays."""
    found = {
        "email": "" if _EMAIL.fullmatch(form.email) else "Your email address is incomplete.",
        "number": _number(form.digits),
        "expiry": _expiry(form.expiry, today),
        "cvc": "" if re.fullmatch(r"[0-9]{3,4}", form.cvc) else "Your security code is incomplete.",
        "name": "" if form.name else "Please give the name on the card.",
    }
    return {field: message for field, message in found.items() if message}


def decline(form: CardForm) -> str | None:
    """Return why the bank says no, or None when it pays."""
    if form.digits == AUTHENTICATES:
        return None if form.authentication == "complete" else _NOT_AUTHENTICATED
    if form.digits in {PAYS, FAILS_LATER}:
        return None
    return DECLINES.get(form.digits, _NOT_A_TEST_CARD)


def _number(digits: str) -> str:
    if not re.fullmatch(r"[0-9]{13,19}", digits):
        return "Your card number is incomplete."
    return "" if _luhn(digits) else "Your card number is invalid."


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B: every second digit from the right counts double."""
    doubled = [int(d) * 2 for d in digits[-2::-2]]
    return (sum(int(d) for d in digits[::-2]) + sum(d // 10 + d % 10 for d in doubled)) % 10 == 0


def _expiry(text: str, today: datetime) -> str:
    match = _EXPIRY.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= 12:
        return "Your card's expiration date is incomplete. Write it as MM / YY."
    year = int(match[2]) + (2000 if len(match[2]) == 2 else 0)
    now = today.astimezone(UTC)
    past = (year, int(match[1])) < (now.year, now.month)
    return "Your card's expiration date is in the past." if past else ""
