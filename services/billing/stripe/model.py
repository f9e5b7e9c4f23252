"""What billing wants to know of Stripe's objects, and what Stripe's refusals mean here."""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from shared.errors import Invalid, PaymentRequired, Unavailable
from shared.vocabulary.entitlements import Status

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
    period_starts_at: datetime | None = None
    ended_at: datetime | None = None
    customer: str = ""
    item: str = ""


class Invoice(msgspec.Struct, frozen=True, kw_only=True):
    """An invoice as Stripe has it now; amounts in cents. Without a subscription that is empty, and
    `metadata` is the invoice's own.

    `opens_at` is when the period began whose price is on it, if one is. The invoice's own period
    only says when items could come onto it, and its reason not whether a new period began
    (https://docs.stripe.com/api/invoices/object, `period_start` and `billing_reason`).
    """

    id: str
    customer: str
    subscription: str
    metadata: dict[str, str]
    reason: str
    status: str
    number: str
    total: int
    amount_due: int
    made_at: datetime
    period_starts_at: datetime
    period_ends_at: datetime
    opens_at: datetime | None = None
    pdf: str
    page: str
    attempts: int
    next_attempt_at: datetime | None


class InvoiceItem(msgspec.Struct, frozen=True):
    """A line that was added to a draft of an invoice; `metadata` says what for."""

    id: str
    metadata: dict[str, str]


class PreviewLine(msgspec.Struct, frozen=True):
    """One line of what a change would cost, in US cents; below zero it is a credit."""

    words: str
    cents: int


class Preview(msgspec.Struct, frozen=True):
    """What a change would cost at once, as of `at` (Unix seconds)."""

    lines: list[PreviewLine]
    cents: int
    at: int


class EventData(msgspec.Struct, frozen=True):
    """An event's object, unread: it only says where to look."""

    object: msgspec.Raw


class StripeEvent(msgspec.Struct, frozen=True):
    """An event as Stripe sent it. Its object may be old by now: handlers look at it again."""

    id: str
    type: str
    data: EventData


class CardDeclined(PaymentRequired):
    """Your card was declined, so nothing was changed. Please use another card and try again."""


class StripeAway(Unavailable):
    """Payments do not answer just now. You were not charged; please try again in a moment."""


class StripeRefused(Unavailable):
    """The payment could not be prepared; we are told. You were not charged."""


class TooManyWebhooks(Unavailable):
    """Too many webhooks arrive at once. Please send this one again later."""


class BadWebhook(Invalid):
    """This is not a webhook that Stripe signed for us just now."""
