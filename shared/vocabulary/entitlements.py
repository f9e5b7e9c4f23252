"""What a production may do, computed from what it is subscribed to. Every gate asks `entitled`.

The rules: somebody who owes works on while Stripe asks again (`past_due`); who does not pay at all
reads and exports (`unpaid`); what has ended is kept for 30 days (`canceled`). A trial is never
billed beyond what it includes, so its recordings end there.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

import msgspec

from shared.vocabulary.plans import GB, PLANS, PlanName

Status: TypeAlias = Literal[
    "incomplete", "incomplete_expired", "trialing", "active",
    "past_due", "canceled", "unpaid", "paused",
]  # fmt: skip
Notice: TypeAlias = Literal["subscribe", "overdue", "unpaid", "paused", "ended", "wrapped", "used"]

KEPT_FOR = timedelta(days=30)
SEATS_BEFORE_PAYING = 3
STORAGE_BEFORE_PAYING = 2 * GB
WARN_AT = (80, 100)
"""At these percents of the included hours, those who pay are told."""

RUNS: frozenset[Status | None] = frozenset({"trialing", "active", "past_due"})
NEVER_BEGAN: frozenset[Status | None] = frozenset({None, "incomplete", "incomplete_expired"})
_NOTICES: dict[Status | None, Notice] = {
    None: "subscribe",
    "incomplete": "subscribe",
    "incomplete_expired": "subscribe",
    "past_due": "overdue",
    "unpaid": "unpaid",
    "paused": "paused",
    "canceled": "ended",
}


class SubscriptionState(msgspec.Struct, frozen=True, kw_only=True):
    """How a production stands: Stripe's status, its plan, what it recorded in this period."""

    status: Status | None
    plan: PlanName | None = None
    recorded_ms: int = 0
    ended_at: datetime | None = None
    wrapped: bool = False


class Entitlements(msgspec.Struct, frozen=True, kw_only=True):
    """What is allowed. `storage` are bytes of files; `delete_at` is when the data of what has
    ended goes."""

    open_rooms: bool
    record: bool
    change: bool
    export: bool
    subscribe: bool
    seats: int
    storage: int
    notice: Notice | None
    delete_at: datetime | None


def entitled(standing: SubscriptionState) -> Entitlements:
    """Compute what a production may do now.

    `change` is everything that casts: what may not change is read-only. What never had a
    subscription may be prepared, so that a plan is only chosen when rooms are wanted.
    """
    runs = standing.status in RUNS and not standing.wrapped
    plan = PLANS[standing.plan] if standing.plan else None
    used_up = plan is not None and standing.recorded_ms >= plan.included_ms
    return Entitlements(
        open_rooms=runs,
        record=runs and not (used_up and standing.status == "trialing"),
        change=(runs or standing.status in NEVER_BEGAN) and not standing.wrapped,
        export=True,
        subscribe=standing.status in NEVER_BEGAN | {"canceled"} and not standing.wrapped,
        seats=plan.seats if plan and runs else SEATS_BEFORE_PAYING,
        storage=plan.storage if plan and runs else STORAGE_BEFORE_PAYING,
        notice=_notice(standing, used_up=used_up),
        delete_at=_delete_at(standing),
    )


def seats(standings: Iterable[SubscriptionState]) -> int:
    """Return how many members an agency may have: what the largest of its running plans says."""
    return max((entitled(each).seats for each in standings), default=SEATS_BEFORE_PAYING)


def storage(standings: Iterable[SubscriptionState]) -> int:
    """Return the bytes of files that an agency may keep: those of its running plans together."""
    found = [entitled(each) for each in standings]
    return max(STORAGE_BEFORE_PAYING, sum(each.storage for each in found if each.open_rooms))


def _notice(standing: SubscriptionState, *, used_up: bool) -> Notice | None:
    if standing.wrapped:
        return "wrapped"
    return _NOTICES.get(standing.status, "used" if used_up else None)


def _delete_at(standing: SubscriptionState) -> datetime | None:
    if standing.status != "canceled" or standing.ended_at is None:
        return None
    return standing.ended_at + KEPT_FOR
