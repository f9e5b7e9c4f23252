"""Facts that billing tells."""

from datetime import datetime
from typing import Literal

from shared.events.base import Event
from shared.ids import PersonId, ProductionId


class AgencyProvisioned(Event, frozen=True, kw_only=True, tag="agencies.provisioned.v1"):
    """An agency has its schema, and its first owner."""

    owner_id: PersonId


class SubscriptionChanged(Event, frozen=True, kw_only=True, tag="subscriptions.changed.v1"):
    """A production's subscription has this status now (Stripe's words).

    `changed_at` orders two changes of one subscription; a consumer keeps the latest.
    """

    production_id: ProductionId
    status: Literal[
        "incomplete", "incomplete_expired", "trialing", "active",
        "past_due", "canceled", "unpaid", "paused",
    ]  # fmt: skip
    plan: str
    changed_at: datetime


KINDS = (AgencyProvisioned, SubscriptionChanged)
