"""What each standing allows, as a table: by status, plan and usage."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import get_args

import pytest

from shared.vocabulary.entitlements import (
    KEPT_FOR,
    SEATS_BEFORE_PAYING,
    STORAGE_BEFORE_PAYING,
    Status,
    SubscriptionState,
    entitled,
    seats,
    storage,
)
from shared.vocabulary.plans import HOUR_MS, PLANS, PlanName, usd

# What is allowed, by status: rooms, recording, recording when all hours are used, change, notice.
TABLE: dict[Status | None, tuple[bool, bool, bool, bool, str | None]] = {
    None: (False, False, False, True, "subscribe"),
    "incomplete": (False, False, False, True, "subscribe"),
    "incomplete_expired": (False, False, False, True, "subscribe"),
    "trialing": (True, True, False, True, None),
    "active": (True, True, True, True, None),
    "past_due": (True, True, True, True, "overdue"),
    "unpaid": (False, False, False, False, "unpaid"),
    "paused": (False, False, False, False, "paused"),
    "canceled": (False, False, False, False, "ended"),
}
ENDED = datetime(2026, 5, 1, tzinfo=UTC)


def test_the_table_has_every_status() -> None:
    assert set(TABLE) == {None, *get_args(Status)}


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("status", TABLE)
def test_what_a_status_allows(status: Status | None, plan: PlanName) -> None:
    rooms, record, record_beyond, change, notice = TABLE[status]
    fresh = entitled(SubscriptionState(status=status, plan=plan))
    used = entitled(
        SubscriptionState(status=status, plan=plan, recorded_ms=PLANS[plan].included_ms)
    )
    assert (fresh.open_rooms, fresh.record, fresh.change) == (rooms, record, change)
    assert (used.open_rooms, used.record, used.change) == (rooms, record_beyond, change)
    assert fresh.notice == notice
    assert used.notice == (notice or "used")
    assert fresh.seats == (PLANS[plan].seats if rooms else SEATS_BEFORE_PAYING)


@pytest.mark.parametrize("status", TABLE)
def test_whatever_happens_data_can_be_taken_along(status: Status | None) -> None:
    for wrapped in (False, True):
        assert entitled(SubscriptionState(status=status, plan="short", wrapped=wrapped)).export


@pytest.mark.parametrize("status", TABLE)
def test_what_is_wrapped_is_only_read(status: Status | None) -> None:
    found = entitled(SubscriptionState(status=status, plan="studio", wrapped=True))
    assert {found.open_rooms, found.record, found.change, found.subscribe} == {False}
    assert found.notice == "wrapped"


@pytest.mark.parametrize("status", TABLE)
def test_only_what_has_ended_is_deleted_after_thirty_days(status: Status | None) -> None:
    found = entitled(SubscriptionState(status=status, plan="short", ended_at=ENDED)).delete_at
    assert found == (ENDED + timedelta(days=30) if status == "canceled" else None)
    assert timedelta(days=30) == KEPT_FOR


@pytest.mark.parametrize("status", TABLE)
def test_who_has_no_subscription_or_an_ended_one_may_subscribe(status: Status | None) -> None:
    may = status in {None, "incomplete", "incomplete_expired", "canceled"}
    assert entitled(SubscriptionState(status=status)).subscribe is may


def test_seats_are_those_of_the_largest_running_plan() -> None:
    running = SubscriptionState(status="active", plan="series")
    assert seats([]) == SEATS_BEFORE_PAYING
    assert (
        seats([running, SubscriptionState(status="trialing", plan="short")])
        == PLANS["series"].seats
    )
    assert (
        seats([running, SubscriptionState(status="unpaid", plan="studio")]) == PLANS["series"].seats
    )


@pytest.mark.parametrize("status", TABLE)
def test_only_plans_that_run_add_storage(status: Status | None) -> None:
    running = SubscriptionState(status="active", plan="short")
    other = SubscriptionState(status=status, plan="series")
    added = PLANS["series"].storage if TABLE[status][0] else 0
    assert storage([running, other]) == PLANS["short"].storage + added


def test_without_a_running_plan_an_agency_keeps_as_much_as_before_paying() -> None:
    ended = SubscriptionState(status="canceled", plan="studio")
    assert storage([]) == storage([ended]) == storage([ended] * 9) == STORAGE_BEFORE_PAYING


def test_hours_beyond_are_paid_by_the_millisecond() -> None:
    plan = PLANS["short"]
    assert plan.beyond(plan.included_ms) == 0
    assert plan.beyond(plan.included_ms + HOUR_MS) == plan.hour_cents
    assert plan.beyond(plan.included_ms + HOUR_MS // 2) == plan.hour_cents // 2
    assert plan.beyond(plan.included_ms + 1) == 0


def test_a_larger_plan_has_more_of_everything_and_cheaper_hours() -> None:
    plans = list(PLANS.values())
    for small, large in pairwise(plans):
        assert small.cents < large.cents
        assert small.hours < large.hours
        assert small.seats < large.seats
        assert small.hour_cents > large.hour_cents


@pytest.mark.parametrize(
    ("cents", "words"), [(2900, "29 USD"), (450, "4.50 USD"), (-310, "-3.10 USD"), (0, "0 USD")]
)
def test_amounts_in_words(cents: int, words: str) -> None:
    assert usd(cents) == words
