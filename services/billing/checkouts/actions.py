"""Opening a checkout, and seeing what became of it."""

import hashlib
from typing import TYPE_CHECKING

import msgspec

from services.billing.agencies import store as agencies
from services.billing.checkouts import store
from services.billing.checkouts.model import (
    AlreadySubscribed,
    Checkout,
    CheckoutUrl,
    DeletedByNow,
    Order,
    PaidJustNow,
    TrialUsed,
)
from services.billing.desk import Desk
from services.billing.subscriptions import actions as applying
from services.billing.subscriptions import prices
from services.billing.subscriptions import store as subscriptions
from services.billing.subscriptions.model import Subject
from shared import addresses

if TYPE_CHECKING:
    from stripe.params import CustomerCreateParams
    from stripe.params.checkout import SessionCreateParams

TRIAL_DAYS = 14


async def check_out(desk: Desk, order: Order) -> CheckoutUrl:
    """Return where a production is paid for: one open checkout for each, however often asked.

    Asking for another plan closes the open checkout and opens another one.

    Raises:
        AgencyNotFound: there is no such agency.
        AlreadySubscribed: a subscription runs.
        DeletedByNow: it was subscribed for once, and its time to be kept is over.
        TrialUsed: a trial is only for an agency's first production.
        PaidJustNow: it was paid, and the webhook is on its way.
        StripeAway: Stripe does not answer.
    """
    await subscriptions.lock(desk.connection, order.production_id)
    agency = await agencies.hold(desk.connection, order.agency_id)
    kept = await subscriptions.kept(desk.connection, order.production_id)
    if kept is not None and kept.runs:
        raise AlreadySubscribed
    if await store.is_deleted(desk.connection, order.production_id):
        raise DeletedByNow
    if order.trial and await subscriptions.any_of(desk.connection, order.agency_id):
        raise TrialUsed
    present = await store.open_checkout(desk.connection, order.production_id)
    if present is not None and (url := await _still_open(desk, order, present)):
        return CheckoutUrl(url)
    return await _open(desk, order, await _customer(desk, order, agency.name))


async def _still_open(desk: Desk, order: Order, present: Checkout) -> str | None:
    """Return where the present checkout is paid, or None when it is closed, or is closed here."""
    session = await desk.stripe.session(present.stripe_id)
    if session.status == "open" and present.plan == order.plan:
        return session.url
    if session.status == "open":
        session = await desk.stripe.expire_session(present.stripe_id)
    if session.status == "complete":
        raise PaidJustNow
    await store.close_checkout(desk.connection, present.stripe_id, "expired")
    return None


async def _customer(desk: Desk, order: Order, agency_name: str) -> str:
    """Return the agency's one customer at Stripe; the first to pay is their contact."""
    present = await store.customer(desk.connection, order.agency_id)
    if present and await desk.stripe.has_customer(present):
        return present
    wanted: CustomerCreateParams = {
        "name": agency_name,
        "email": addresses.on_wire(order.person_email),
        "metadata": {"agency_id": str(order.agency_id)},
    }
    made = await desk.stripe.new_customer(
        wanted, _key("customer", f"{order.agency_id}:{present}", wanted)
    )
    await store.keep_customer(desk.connection, order.agency_id, made)
    return made


async def _open(desk: Desk, order: Order, customer: str) -> CheckoutUrl:
    price = (await prices.ensure(desk.stripe))[order.plan]
    serial = await store.next_serial(desk.connection, order.production_id)
    wanted = _session(order, customer, price)
    session = await desk.stripe.open_session(
        wanted, _key("checkout", f"{order.production_id}:{serial}", wanted)
    )
    checkout = Checkout(session.id, order.subject, order.plan, "open")
    await store.add_checkout(desk.connection, checkout, serial)
    return CheckoutUrl(session.url)


def _session(order: Order, customer: str, price: str) -> "SessionCreateParams":
    wanted: SessionCreateParams = {
        "mode": "subscription",
        "customer": customer,
        "line_items": [{"price": price, "quantity": 1}],
        "client_reference_id": str(order.production_id),
        "metadata": order.subject.metadata,
        "subscription_data": {
            "description": order.production_title,
            "metadata": order.subject.metadata,
        },
        "allow_promotion_codes": True,
        "billing_address_collection": "auto",
        "tax_id_collection": {"enabled": True},
        "customer_update": {"name": "auto", "address": "auto"},
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
    }
    if order.trial:
        wanted["subscription_data"]["trial_period_days"] = TRIAL_DAYS
    return wanted


def _key(kind: str, subject: object, wanted: object) -> str:
    """An attempt that was cut short finds what it made, unless it asks for something else now."""
    asked = hashlib.sha256(msgspec.json.encode(wanted)).hexdigest()[:16]
    return f"{kind}:{subject}:{asked}"


async def look_at(desk: Desk, subject: Subject, stripe_id: str) -> None:
    """Look at a checkout at Stripe: when it is over, close it and apply what was bought."""
    await subscriptions.lock(desk.connection, subject.production_id)
    session = await desk.stripe.session(stripe_id)
    if session.status == "open":
        return
    await store.close_checkout(desk.connection, stripe_id, session.status)
    if session.subscription is not None:
        await applying.apply(desk, subject, session.subscription)
