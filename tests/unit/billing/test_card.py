"""The payment page's form."""

from datetime import UTC, datetime

import pytest

from infra.embedded.stripe_sandbox.card import CardForm, decline, mistakes, typed

NOW = datetime(2026, 11, 22, tzinfo=UTC)
GOOD = {
    "email": "a@office.example",
    "number": "4242 4242 4242 4242",
    "expiry": "11 / 26",
    "cvc": "123",
    "name": "Ada",
}


def test_the_good_card_pays() -> None:
    assert mistakes(CardForm(**GOOD), NOW) == {}
    assert decline(CardForm(**GOOD)) is None


@pytest.mark.parametrize(
    ("field", "text", "word"),
    [
        ("number", "4242", "incomplete"),
        ("number", "4242 4242 4242 4241", "invalid"),
        ("number", "\u0664\u0662" * 8, "incomplete"),
        ("number", "card", "incomplete"),
        ("expiry", "10 / 26", "past"),
        ("expiry", "13/30", "incomplete"),
        ("expiry", "", "incomplete"),
        ("cvc", "12", "incomplete"),
        ("email", "ada", "incomplete"),
        ("name", "", "name"),
    ],
)
def test_a_mistake_is_named_at_its_field(field: str, text: str, word: str) -> None:
    found = mistakes(CardForm(**GOOD | {field: text}), NOW)
    assert list(found) == [field]
    assert word in found[field]


@pytest.mark.parametrize("expiry", ["12/2030", "1230", "1/31"])
def test_dates_may_be_written_as_people_write_them(expiry: str) -> None:
    assert mistakes(CardForm(**GOOD | {"expiry": expiry}), NOW) == {}


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("4000 0000 0000 0002", "declined"),
        ("4000-0000-0000-9995", "insufficient"),
        ("5555 5555 5555 4444", "only test cards"),
    ],
)
def test_other_cards_are_declined_in_words(number: str, word: str) -> None:
    form = CardForm(**GOOD | {"number": number})
    assert mistakes(form, NOW) == {}
    assert word in (decline(form) or "")


def test_what_is_typed_is_kept_within_bounds() -> None:
    form = typed({"number": "  4  ", "name": "x" * 500, "cvc": ["1"], "other": "y"})
    assert (form.number, len(form.name), form.email) == ("4", 200, "")
