"""From Stripe's events to what is done about them. An event only says where to look."""

from typing import Any

import msgspec

from services.billing.checkouts import actions as checkouts
from services.billing.desk import Desk
from services.billing.stripe.model import StripeEvent
from services.billing.stripe.worker import Handler
from services.billing.subscriptions import actions as subscriptions
from services.billing.subscriptions.model import subject_in


class Thing(msgspec.Struct, frozen=True):
    """A session or a subscription, as far as it says whose it is."""

    id: str
    metadata: dict[str, str] | None = None


class Invoice(msgspec.Struct, frozen=True):
    """`parent` names the subscription that an invoice is for, since 2025-03-31."""

    id: str
    parent: dict[str, Any] | None = None


class Parent(msgspec.Struct, frozen=True):
    subscription: str
    metadata: dict[str, str] | None = None


async def session_over(desk: Desk, event: StripeEvent) -> None:
    session = msgspec.json.decode(event.data.object, type=Thing)
    if subject := subject_in(session.metadata or {}):
        await checkouts.look_at(desk, subject, session.id)


async def subscription_changed(desk: Desk, event: StripeEvent) -> None:
    subscription = msgspec.json.decode(event.data.object, type=Thing)
    if subject := subject_in(subscription.metadata or {}):
        await subscriptions.apply(desk, subject, subscription.id)


async def invoice_changed(desk: Desk, event: StripeEvent) -> None:
    invoice = msgspec.json.decode(event.data.object, type=Invoice)
    details = (invoice.parent or {}).get("subscription_details")
    if details is None:
        return
    parent = msgspec.convert(details, Parent)
    if subject := subject_in(parent.metadata or {}):
        await subscriptions.apply(desk, subject, parent.subscription)


HANDLERS: dict[str, Handler] = {
    "checkout.session.completed": session_over,
    "checkout.session.expired": session_over,
    "customer.subscription.created": subscription_changed,
    "customer.subscription.updated": subscription_changed,
    "customer.subscription.deleted": subscription_changed,
    "customer.subscription.paused": subscription_changed,
    "customer.subscription.resumed": subscription_changed,
    "invoice.paid": invoice_changed,
    "invoice.payment_failed": invoice_changed,
}
