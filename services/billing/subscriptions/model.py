"""Plans and subscriptions, as data and pure rules."""

from datetime import datetime
from typing import cast, get_args
from uuid import UUID

import msgspec

from services.billing.stripe.model import Subscription
from shared.entitlements import Status
from shared.errors import Invalid
from shared.ids import AgencyId, ProductionId
from shared.plans import PLANS, PlanName

ENDED: frozenset[Status] = frozenset({"canceled", "incomplete_expired"})


class Subject(msgspec.Struct, frozen=True):
    """Whose subscription it is, as we wrote it into Stripe's metadata."""

    agency_id: AgencyId
    production_id: ProductionId

    @property
    def metadata(self) -> dict[str, str]:
        return {"agency_id": str(self.agency_id), "production_id": str(self.production_id)}


class Kept(msgspec.Struct, frozen=True):
    """The subscription that counts for a production, as last seen."""

    subject: Subject
    stripe_id: str
    plan: PlanName
    status: Status
    started_at: datetime

    @property
    def runs(self) -> bool:
        return self.status not in ENDED


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


def supersedes(found: Subscription, kept: Kept | None) -> bool:
    """Whether what Stripe has now counts for the production: one that runs is not displaced."""
    if kept is None or kept.stripe_id == found.id:
        return True
    if kept.runs:
        return False
    return found.status not in ENDED or found.started_at > kept.started_at
