"""Which subscription counts, and what Stripe's words mean here."""

from datetime import UTC, datetime

import pytest

from infra.embedded.stripe_sandbox.objects import price
from infra.embedded.stripe_sandbox.subscription_objects import period_end
from services.billing.stripe.model import Subscription
from services.billing.subscriptions.model import (
    StoredSubscription,
    Subject,
    UnknownPrice,
    lookup_key,
    plan_of,
    subject_in,
    supersedes,
)
from shared.ids import AgencyId, ProductionId, new_id
from shared.vocabulary.entitlements import Status
from shared.vocabulary.plans import PLANS

EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
SUBJECT = Subject(AgencyId(new_id()), ProductionId(new_id()))


def found(key: str, status: Status, started: datetime) -> Subscription:
    return Subscription(key, status, "callboard_short_2900", started, LATE, None)


@pytest.mark.parametrize(
    ("kept", "new", "counts"),
    [
        (("sub_1", "active", EARLY), ("sub_1", "canceled", EARLY), True),
        (("sub_1", "active", EARLY), ("sub_2", "active", LATE), False),
        (("sub_1", "past_due", EARLY), ("sub_2", "canceled", LATE), False),
        (("sub_1", "canceled", EARLY), ("sub_2", "active", LATE), True),
        (("sub_2", "canceled", LATE), ("sub_1", "canceled", EARLY), False),
        (("sub_1", "incomplete_expired", EARLY), ("sub_2", "incomplete_expired", LATE), True),
    ],
)
def test_a_running_subscription_is_not_displaced(
    kept: tuple[str, Status, datetime], new: tuple[str, Status, datetime], counts: bool
) -> None:
    present = StoredSubscription(SUBJECT, kept[0], "short", kept[1], kept[2])
    assert supersedes(found(*new), present) is counts


def test_the_first_counts() -> None:
    assert supersedes(found("sub_1", "incomplete", EARLY), None)


def test_each_plan_is_known_by_its_price_also_at_an_older_amount() -> None:
    assert [plan_of(lookup_key(plan)) for plan in PLANS] == list(PLANS)
    assert plan_of("callboard_studio_39900") == "studio"
    with pytest.raises(UnknownPrice):
        plan_of("coffee_300")


def test_whose_it_is_is_read_back_from_metadata() -> None:
    assert subject_in(SUBJECT.metadata) == SUBJECT
    for foreign in ({}, {"agency_id": "x", "production_id": "y"}, {"agency_id": str(new_id())}):
        assert subject_in(foreign) is None


@pytest.mark.parametrize(
    ("start", "interval", "count", "end"),
    [
        ((2026, 1, 31), "month", 1, (2026, 2, 28)),
        ((2027, 12, 5), "month", 1, (2028, 1, 5)),
        ((2028, 2, 29), "year", 1, (2029, 2, 28)),
        ((2026, 11, 30), "month", 3, (2027, 2, 28)),
    ],
)
def test_a_period_ends_on_the_same_day_or_the_months_last(
    start: tuple[int, int, int], interval: str, count: int, end: tuple[int, int, int]
) -> None:
    sold = price(unit_amount=100, interval=interval, interval_count=count)
    begun = datetime(*start, 12, 30, tzinfo=UTC).timestamp()
    assert period_end(int(begun), sold) == datetime(*end, 12, 30, tzinfo=UTC).timestamp()
