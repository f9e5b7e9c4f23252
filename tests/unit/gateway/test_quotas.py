"""Quotas of mail, as rules; and what a name may not hold before the first payment."""

import pytest

from services.gateway.platform.mail import quotas
from services.gateway.platform.mail.quotas import QUOTAS, Counts, exceeded

NOTHING = Counts(0, 0, 0, 0, 0, None)


def counts(**some: float) -> Counts:
    return Counts(**{name: getattr(NOTHING, name) for name in Counts.__struct_fields__} | some)


def test_quotas_grow_with_what_is_paid() -> None:
    new, trying, paying = (QUOTAS[level] for level in ("new", "trying", "paying"))
    for of in ("soon", "day", "person"):
        assert getattr(new, of) < getattr(trying, of) < getattr(paying, of)


@pytest.mark.parametrize(
    ("some", "again", "reason"),
    [
        ({}, True, None),
        ({"agency_soon": 9}, False, None),
        ({"agency_soon": 10}, False, "agency"),
        ({"agency_day": 20}, False, "agency"),
        ({"person_day": 30}, False, "person"),
        ({"recipient_day": 8}, False, "recipient"),
        ({"recipient_all": 100}, False, "recipient"),
        ({"again_s": 59.9}, True, "again"),
        ({"again_s": 60.0}, True, None),
        ({"again_s": 1.0}, False, None),
    ],
)
def test_one_mail_more_is_too_many(some: dict[str, float], again: bool, reason: str | None) -> None:
    assert exceeded(counts(**some), "new", again=again) == reason


@pytest.mark.parametrize(
    "word",
    [
        "Verify at https://bank.test", "www.bank", "Your bank: bank.test/now", "pay@bank.test",
        "BANK.COM", "bank。com www.x", "call +44 20 7946 0958", "020 7946 0958", "банк.рф",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere(word: str) -> None:
    assert quotas.leads_away(word)


@pytest.mark.parametrize(
    "word",
    [
        "The Tempest", "St. Albans", "Dr. No, part 2", "1984", "2001: A Space Odyssey", "مريم",
        "映画 🎭", "J. R. Ewing", "Act 1. Scene 5.", "Vol.2", "Hamlet...", "Office 1f3a9c27b6d0",
        "Office 123456789012", "1984-2001",
    ],
)  # fmt: skip
def test_names_that_stay_here(word: str) -> None:
    assert not quotas.leads_away(word)
