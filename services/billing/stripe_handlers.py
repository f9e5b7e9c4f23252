"""From Stripe's events to what is done about them. An event only says where to look.

Events that say to look at the same thing are one look, however many came and in whatever order.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeAlias

import msgspec

from services.billing.checkouts import actions as checkouts
from services.billing.desk import Desk
from services.billing.dunning import actions as dunning
from services.billing.stripe.model import StripeEvent
from services.billing.subscriptions import actions as subscriptions
from services.billing.subscriptions import store
from services.billing.subscriptions.model import Subject, subject_in
from services.billing.usage import actions as usage
from shared import log

Kind: TypeAlias = Literal["checkout", "subscription", "draft", "failure"]


_log = log.get(__name__)


class Sync(msgspec.Struct, frozen=True):
    """Look at one thing at Stripe, for a production of an agency."""

    kind: Kind
    subject: Subject
    key: str


class Thing(msgspec.Struct, frozen=True):
    """A session or a subscription, as far as it says whose it is."""

    id: str
    metadata: dict[str, str] | None = None


class Invoice(msgspec.Struct, frozen=True):
    """`parent` names the subscription that an invoice is for, since 2025-03-31."""

    id: str
    parent: dict[str, Any] | None = None


class Parent(msgspec.Struct, frozen=True):
    """What an invoice belongs to."""

    subscription: str
    metadata: dict[str, str] | None = None


def at_checkout(event: StripeEvent) -> Sync | None:
    return _of_thing("checkout", event)


def at_subscription(event: StripeEvent) -> Sync | None:
    return _of_thing("subscription", event)


def at_invoiced(event: StripeEvent) -> Sync | None:
    _, parent, subject = _invoice(event)
    return Sync("subscription", subject, parent.subscription) if subject and parent else None


def at_draft(event: StripeEvent) -> Sync | None:
    invoice, _, subject = _invoice(event)
    return Sync("draft", subject, invoice.id) if subject else None


def at_failure(event: StripeEvent) -> Sync | None:
    invoice, _, subject = _invoice(event)
    return Sync("failure", subject, invoice.id) if subject else None


def _of_thing(kind: Kind, event: StripeEvent) -> Sync | None:
    thing = msgspec.json.decode(event.data.object, type=Thing)
    subject = subject_in(thing.metadata or {})
    return Sync(kind, subject, thing.id) if subject else None


def _invoice(event: StripeEvent) -> tuple[Invoice, Parent | None, Subject | None]:
    invoice = msgspec.json.decode(event.data.object, type=Invoice)
    details = (invoice.parent or {}).get("subscription_details")
    if details is None:
        return invoice, None, None
    parent = msgspec.convert(details, Parent)
    return invoice, parent, subject_in(parent.metadata or {})


READERS: dict[str, Callable[[StripeEvent], Sync | None]] = {
    "checkout.session.completed": at_checkout,
    "checkout.session.expired": at_checkout,
    "customer.subscription.created": at_subscription,
    "customer.subscription.updated": at_subscription,
    "customer.subscription.deleted": at_subscription,
    "customer.subscription.paused": at_subscription,
    "customer.subscription.resumed": at_subscription,
    "invoice.created": at_draft,
    "invoice.paid": at_invoiced,
    "invoice.payment_failed": at_failure,
}


async def sync(desk: Desk, wanted: Sync) -> None:
    """Do what a look is for; nothing where the agency was deleted."""
    if not await store.has_agency(desk.connection, wanted.subject.agency_id):
        _log.warning("agency_gone", agency=str(wanted.subject.agency_id), stripe_id=wanted.key)
        return
    await LOOKS[wanted.kind](desk, wanted.subject, wanted.key)


async def at_running(desk: Desk, subject: Subject, key: str) -> None:
    await subscriptions.apply(desk, subject, key)
    await usage.settle(desk, subject)


LOOKS: dict[Kind, Callable[[Desk, Subject, str], Awaitable[None]]] = {
    "checkout": checkouts.look_at,
    "subscription": at_running,
    "draft": usage.look_at_draft,
    "failure": dunning.look_at_failure,
}
