"""What a production is subscribed to and has used, as data."""

from datetime import UTC, datetime
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.web import listing
from services.gateway.web.listing import ALPHABETICAL, Listing
from shared.ids import ProductionId
from shared.texts import gettext_noop
from shared.vocabulary.entitlements import Entitlements, Status, SubscriptionState, entitled
from shared.vocabulary.plans import HOUR_MS, PLANS, PlanName

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


class ListedSubscription(msgspec.Struct, frozen=True):
    """A production with what it is subscribed to, and its recorded time of this period in
    milliseconds. The subscription is renewed when the period ends, unless it is cancelled."""

    id: ProductionId
    title: str
    company: str
    subscription: Status
    plan: PlanName
    period_ends_at: datetime
    cancels_at: datetime | None
    ended_at: datetime | None
    recorded_ms: int
    wrapped_at: datetime | None

    @property
    def entitlements(self) -> Entitlements:
        return entitled(
            SubscriptionState(
                status=self.subscription,
                plan=self.plan,
                recorded_ms=self.recorded_ms,
                ended_at=self.ended_at,
                wrapped=self.wrapped_at is not None,
            )
        )

    @property
    def hours(self) -> str:
        """Recorded, of those included, as "2.5 / 20"."""
        return f"{self.recorded_ms / HOUR_MS:.1f} / {PLANS[self.plan].hours}"

    @property
    def beyond_cents(self) -> int:
        return PLANS[self.plan].beyond(self.recorded_ms)


class SubscriptionFilters(msgspec.Struct, frozen=True):
    """What narrows the list: `owing` leaves those whose payment failed."""

    owing: bool = False


SUBSCRIPTIONS = Listing(
    orders={
        "renewal": listing.Order("Next renewal", (datetime(1, 1, 1, tzinfo=UTC), UUID(int=0))),
        "title": listing.Order("Title", ALPHABETICAL),
    },
    filters=SubscriptionFilters,
    searched=gettext_noop("Title or company"),
)


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
