"""Outgoing webhooks and what they are told, as data."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.forms import Line
from shared.errors import Conflict, Invalid, NotFound
from shared.ids import AgencyId, EventId

KindName: TypeAlias = Literal[
    "production.started",
    "production.wrapped",
    "production.deletion_announced",
    "subscription.changed",
    "actor.invited",
    "room.opened",
    "take.recorded",
    "take.finished",
    "outcome.given",
]
Status: TypeAlias = Literal["waiting", "delivered", "failed"]
OffBecause: TypeAlias = Literal["owner", "failing", "gone"]

WEBHOOKS = 20
PAGE = 50
KEPT = timedelta(days=30)
OLD_SECRET_SIGNS = timedelta(days=1)
"""How long the secret before still signs beside a new one, so that a receiver can change over."""

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


class Webhook(msgspec.Struct, frozen=True):
    """Where an agency wants to be told facts of some kinds."""

    id: UUID
    url: str
    description: str
    kinds: list[KindName]
    made_at: datetime
    failing_since: datetime | None
    off_at: datetime | None
    off_because: OffBecause | None
    old_secret_until: datetime | None


class NewWebhook(msgspec.Struct, frozen=True):
    url: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
    kinds: Annotated[tuple[KindName, ...], msgspec.Meta(min_length=1, max_length=50)]
    description: Line | None = None


class Switch(msgspec.Struct, frozen=True):
    on: bool


class Older(msgspec.Struct, frozen=True):
    """Which page of the log: what is older than this delivery."""

    older_than: UUID | None = None


class Message(msgspec.Struct, frozen=True):
    """What is posted. `id` is the fact's: a webhook is told each once, but for repeats of one
    `webhook-id`. `version` grows when `data` changes its shape; new fields may come without."""

    type: KindName
    version: int
    id: EventId
    timestamp: datetime
    agency_id: AgencyId
    data: msgspec.Struct


class Delivery(msgspec.Struct, frozen=True):
    """A line of the log: one fact for one webhook, and how the last attempt went.

    `code` is the HTTP status, None where there was none; `answer` the first bytes of the answer's
    body, or what went wrong in words.
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


class WebhookNotFound(NotFound):
    """There is no such webhook in your agency."""


class DeliveryNotFound(NotFound):
    """There is no such delivery; they are kept for 30 days."""


class BeingSent(Conflict):
    """This is being sent just now. Look again in a minute."""


class TooManyWebhooks(Conflict):
    """There are 20 webhooks already. Please delete those that are not used."""


class AddressRefused(Invalid):
    """Webhooks cannot be sent to this address."""
