"""Outgoing webhooks and the messages that they are sent, as data."""

from datetime import datetime, timedelta
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from shared.errors import Conflict, Invalid, NotFound
from shared.ids import AgencyId, EventId
from shared.lines import Line

KindName: TypeAlias = Literal[
    "production.started",
    "production.wrapped",
    "production.deletion_announced",
    "subscription.changed",
    "contact.added",
    "contact.changed",
    "contact.deleted",
    "contact.restored",
    "actor.invited",
    "audition.replied",
    "room.opened",
    "take.recorded",
    "take.finished",
    "outcome.given",
    "talent.added",
    "talent.changed",
    "talent.deleted",
    "decision.made",
    "answer.sent",
]
OffBecause: TypeAlias = Literal["owner", "failing", "gone"]

WEBHOOKS = 20
OLD_SECRET_SIGNS = timedelta(days=1)
"""How long the secret before still signs beside a new one, so that a receiver can change over."""


class Webhook(msgspec.Struct, frozen=True):
    """Where an agency wants events of some kinds to be posted."""

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
    """A webhook, as it is added: where to, and which kinds of events."""

    url: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
    kinds: Annotated[tuple[KindName, ...], msgspec.Meta(min_length=1, max_length=50)]
    description: Line | None = None


class Switch(msgspec.Struct, frozen=True):
    """Whether a webhook is to be on."""

    on: bool


class Message(msgspec.Struct, frozen=True):
    """What is posted. `id` is the event's: a webhook is sent each once, but for repeats of one
    `webhook-id`. `version` grows when `data` changes its shape; new fields may come without."""

    type: KindName
    version: int
    id: EventId
    timestamp: datetime
    agency_id: AgencyId
    data: msgspec.Struct


class WebhookNotFound(NotFound):
    """There is no such webhook in your agency."""


class TooManyWebhooks(Conflict):
    """There are 20 webhooks already. Please delete those that are not used."""


class AddressRefused(Invalid):
    """Webhooks cannot be sent to this address."""
