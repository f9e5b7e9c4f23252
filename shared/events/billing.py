"""Facts that billing tells."""

from datetime import datetime
from typing import Literal
from uuid import UUID

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


class HoursUsed(Event, frozen=True, kw_only=True, tag="usage.hours_used.v1"):
    """A production has used so many percent of its included recorded hours."""

    production_id: ProductionId
    percent: int


class PaymentFailed(Event, frozen=True, kw_only=True, tag="payments.failed.v1"):
    """A payment did not go through. `next_attempt_at` is None when Stripe asks no more."""

    production_id: ProductionId
    cents: int
    next_attempt_at: datetime | None


class DeletionAnnounced(Event, frozen=True, kw_only=True, tag="deletions.announced.v1"):
    """The data of a production whose subscription has ended will be deleted then."""

    production_id: ProductionId
    delete_at: datetime


class DeletionDue(Event, frozen=True, kw_only=True, tag="deletions.due.v1"):
    """The data of a production is kept no longer; who keeps some deletes it."""

    production_id: ProductionId


class RepairsMade(Event, frozen=True, kw_only=True, tag="repairs.made.v1"):
    """What lost messages of Stripe had left wrong was found and put right."""

    repair_ids: list[UUID]


KINDS = (
    AgencyProvisioned,
    SubscriptionChanged,
    HoursUsed,
    PaymentFailed,
    DeletionAnnounced,
    DeletionDue,
    RepairsMade,
)
