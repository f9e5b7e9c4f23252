"""Deliveries: what each webhook is sent, how often it is tried, and how that went."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.platform.webhooks.model import KindName
from services.gateway.web.listing import NEWEST_FIRST, Listing, Order
from shared.errors import Conflict, NotFound
from shared.ids import AgencyId

Status: TypeAlias = Literal["waiting", "delivered", "failed"]

KEPT = timedelta(days=30)
LEASE = timedelta(minutes=1)
BACK_OFF = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
GIVE_UP = timedelta(days=3)
"""How long a webhook may take nothing at all before it is switched off."""

ALLOWED: Mapping[Status, frozenset[Status]] = {
    "waiting": frozenset({"waiting", "delivered", "failed"}),
    "delivered": frozenset({"waiting"}),
    "failed": frozenset({"waiting"}),
}


def before(status: Status) -> list[Status]:
    """Return from where a delivery may come to a status."""
    return [each for each, onward in ALLOWED.items() if status in onward]


class Delivery(msgspec.Struct, frozen=True):
    """A line of the log: one fact for one webhook, and how the last attempt went.

    `code` is the HTTP status, None where there was none; `answer` the first bytes of the answer's
    body, or what went wrong in words. `correlation` is the id of the request that led to the fact.
    """

    id: UUID
    kind: KindName
    body: str
    status: Status
    made_at: datetime
    due_at: datetime
    attempts: int
    tried_at: datetime | None
    code: int | None
    ms: int | None
    answer: str
    correlation: str | None = None


class DeliveryFilters(msgspec.Struct, frozen=True):
    """What narrows the log: a status."""

    status: Status | None = None


LOG = Listing(orders={"newest": Order("Newest first", NEWEST_FIRST[-1:])}, filters=DeliveryFilters)


class Claimed(msgspec.Struct, frozen=True):
    """A delivery to be sent now, by whoever claimed it. Secrets are sealed."""

    id: UUID
    agency_id: AgencyId
    webhook_id: UUID
    body: str
    attempts: int
    leased_until: datetime
    url: str
    secret: bytes
    old_secret: bytes | None


class Attempt(msgspec.Struct, frozen=True):
    """How sending went: `code` and `answer` as in `Delivery`, `ms` of time."""

    code: int | None
    ms: int
    answer: str

    @property
    def taken(self) -> bool:
        """Whether it was taken (RFC 9110 section 15.3); redirects are not followed."""
        return self.code is not None and 200 <= self.code < 300

    @property
    def gone(self) -> bool:
        """Whether the receiver wants nothing more (RFC 9110 section 15.5.11)."""
        return self.code == 410


class DeliveryNotFound(NotFound):
    """There is no such delivery; they are kept for 30 days."""


class BeingSent(Conflict):
    """This is being sent just now. Look again in a minute."""
