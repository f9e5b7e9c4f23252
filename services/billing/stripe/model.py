"""What billing wants to know of Stripe's objects, and what Stripe's refusals mean here."""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from shared.entitlements import Status
from shared.errors import Invalid, Unavailable

MAX_WEBHOOK_BYTES = 256 * 1024

SessionStatus: TypeAlias = Literal["open", "complete", "expired"]


class Session(msgspec.Struct, frozen=True):
    """A checkout session. `url` is where to pay while it is open."""

    id: str
    status: SessionStatus
    url: str
    subscription: str | None


class Subscription(msgspec.Struct, frozen=True):
    """A subscription as Stripe has it now."""

    id: str
    status: Status
    lookup_key: str
    started_at: datetime
    period_ends_at: datetime
    cancels_at: datetime | None


class EventData(msgspec.Struct, frozen=True):
    object: msgspec.Raw


class StripeEvent(msgspec.Struct, frozen=True):
    """An event as Stripe sent it. Its object may be old by now: handlers look at it again."""

    id: str
    type: str
    data: EventData


class StripeAway(Unavailable):
    """Payments do not answer just now. You were not charged; please try again in a moment."""


class StripeRefused(Unavailable):
    """The payment could not be prepared; we are told. You were not charged."""


class BadWebhook(Invalid):
    """This is not a webhook that Stripe signed for us just now."""
