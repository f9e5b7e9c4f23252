"""What a production is subscribed to and has used, as data."""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from shared.vocabulary.entitlements import Status
from shared.vocabulary.plans import PlanName

ActionName: TypeAlias = Literal["pause", "resume", "cancel", "keep", "wrap"]

DONE: dict[ActionName, str] = {
    "pause": "paused the subscription of",
    "resume": "resumed the subscription of",
    "cancel": "cancelled the subscription of",
    "keep": "kept the subscription of",
    "wrap": "wrapped",
}


class Figures(msgspec.Struct, frozen=True):
    """A production's money in the API. Times are UTC, amounts US cents."""

    status: Status | None
    plan: PlanName | None
    recorded_ms: int = 0
    included_ms: int = 0
    beyond_cents: int = 0
    period_ends_at: datetime | None = None
    cancels_at: datetime | None = None


class Line(msgspec.Struct, frozen=True):
    """One line of a preview, in US cents."""

    words: str
    cents: int


class Preview(msgspec.Struct, frozen=True):
    """What another plan costs at once, as of `at` (Unix seconds)."""

    lines: list[Line]
    cents: int
    at: int


class Invoice(msgspec.Struct, frozen=True):
    """An invoice, in US cents; `pdf` and `page` are addresses at Stripe."""

    number: str
    status: str
    total: int
    made_at: datetime
    pdf: str
    page: str


class Repair(msgspec.Struct, frozen=True):
    """What was found wrong with a production's money, and put right. `title` is the production's,
    or empty where it is gone."""

    title: str
    what: str
    repaired_at: datetime


class ChosenPlan(msgspec.Struct, frozen=True):
    """The plan that somebody chose."""

    plan: PlanName


class ShownPlan(msgspec.Struct, frozen=True):
    """A plan, with the moment for which its cost was shown."""

    plan: PlanName
    at: int


class SubscriptionAction(msgspec.Struct, frozen=True):
    """What somebody does with the subscription of a production."""

    act: ActionName
