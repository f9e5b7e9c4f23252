"""Plans and subscriptions, as data and pure rules."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias, cast, get_args
from uuid import UUID

import msgspec

from services.billing.stripe.model import Subscription
from shared.errors import Conflict, Invalid, NotFound
from shared.ids import AgencyId, ProductionId
from shared.vocabulary.entitlements import Status
from shared.vocabulary.plans import PLANS, PlanName

Action: TypeAlias = Literal["change", "pause", "resume", "cancel", "keep", "wrap"]
ENDED: frozenset[Status] = frozenset({"canceled", "incomplete_expired"})
IN_A_PERIOD: frozenset[Status] = frozenset({"trialing", "active", "past_due", "unpaid"})
"""A paused subscription is between two periods, also while its resumption waits for its money."""


class Subject(msgspec.Struct, frozen=True):
    """Whose subscription it is, as we wrote it into Stripe's metadata."""

    agency_id: AgencyId
    production_id: ProductionId

    @property
    def metadata(self) -> dict[str, str]:
        return {"agency_id": str(self.agency_id), "production_id": str(self.production_id)}


class StoredSubscription(msgspec.Struct, frozen=True):
    """The subscription that counts for a production, as last seen."""

    subject: Subject
    stripe_id: str
    plan: PlanName
    status: Status
    started_at: datetime

    @property
    def runs(self) -> bool:
        return self.status not in ENDED


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an owner wants of one production's subscription."""

    agency_id: AgencyId
    production_id: ProductionId

    @property
    def subject(self) -> Subject:
        return Subject(self.agency_id, self.production_id)


class PlanChange(Terms, frozen=True, forbid_unknown_fields=True):
    """Another plan; `at` is the moment that its preview was for (Unix seconds), 0 for a preview."""

    plan: PlanName
    at: Annotated[int, msgspec.Meta(ge=0)] = 0


class SubscriptionAction(Terms, frozen=True, forbid_unknown_fields=True):
    """What an owner does with a subscription that runs."""

    act: Action


class Visit(Terms, frozen=True, forbid_unknown_fields=True):
    """To Stripe's portal, and back to `return_url`."""

    return_url: Annotated[str, msgspec.Meta(max_length=2000, pattern=r"^https?://[^\s/]+")]


class NotSubscribed(NotFound):
    """This production has no subscription."""


class NotNow(Conflict):
    """The subscription does not allow this now."""

    def __init__(self, act: Action, status: Status) -> None:
        super().__init__(f"This cannot be done now ({act}): the subscription is {status}.")


class UnknownPrice(Invalid):
    """A production is subscribed at Stripe to something that is none of our plans."""


def lookup_key(plan: PlanName) -> str:
    """Name a plan's price at Stripe: another amount is another price."""
    return f"callboard_{plan}_{PLANS[plan].cents}"


def plan_of(key: str) -> PlanName:
    """Return the plan of a price, also of one that was sold earlier at another amount."""
    name = key.removeprefix("callboard_").split("_")[0]
    if name not in get_args(PlanName):
        raise UnknownPrice
    return cast("PlanName", name)


def subject_in(metadata: dict[str, str]) -> Subject | None:
    """Read whose it is; None where it is not ours."""
    try:
        agency, production = UUID(metadata["agency_id"]), UUID(metadata["production_id"])
    except (KeyError, ValueError):
        return None
    return Subject(AgencyId(agency), ProductionId(production))


def supersedes(found: Subscription, kept: StoredSubscription | None) -> bool:
    """Whether what Stripe has now counts for the production: one that runs is not displaced."""
    if kept is None or kept.stripe_id == found.id:
        return True
    if kept.runs:
        return False
    return found.status not in ENDED or found.started_at > kept.started_at
