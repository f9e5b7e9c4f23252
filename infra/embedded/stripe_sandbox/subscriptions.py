"""Subscriptions: what runs, until somebody pauses or ends it."""

from infra.embedded.stripe_sandbox import invoicing, proration, renewals
from infra.embedded.stripe_sandbox.errors import Json, StripeError, missing_object
from infra.embedded.stripe_sandbox.params import (
    Params,
    SubscriptionCancel,
    SubscriptionList,
    SubscriptionPause,
    SubscriptionResume,
    SubscriptionUpdate,
)
from infra.embedded.stripe_sandbox.sandbox import Sandbox, matching, merged, page
from infra.embedded.stripe_sandbox.subscription_objects import period_end

_ENDED = {"canceled", "incomplete_expired"}


def retrieve(box: Sandbox, _params: Params, key: str) -> Json:
    return box.store.find("sub", key)


def listed(box: Sandbox, params: SubscriptionList) -> Json:
    found = list(box.store.all("sub").values())
    if params.status is None:
        found = [subscription for subscription in found if subscription["status"] not in _ENDED]
    elif params.status != "all":
        found = matching(found, status=params.status)
    if params.price:
        found = [s for s in found if s["items"]["data"][0]["price"]["id"] == params.price]
    return page(matching(found, customer=params.customer), params, "/v1/subscriptions")


def update(box: Sandbox, params: SubscriptionUpdate, key: str) -> Json:
    subscription = _running(box, key)
    for change in params.items:
        proration.change(box, subscription, change, params)
    changes: Json = {"metadata": merged(subscription["metadata"], params.metadata)}
    if params.description is not None:
        changes["description"] = params.description or None
    if params.cancel_at_period_end is not None:
        changes |= _ending(box, subscription, ends=params.cancel_at_period_end)
    return box.changed("customer.subscription.updated", subscription, **changes)


def cancel(box: Sandbox, params: SubscriptionCancel | Params, key: str) -> Json:
    subscription = _running(box, key)
    renewals.end(box, subscription, "cancellation_requested")
    if isinstance(params, SubscriptionCancel) and params.invoice_now:
        customer = box.store.find("cus", subscription["customer"])
        invoice = invoicing.make(box, customer, subscription, "subscription_update")
        if invoice["lines"]["data"]:
            box.made("invoice.created", invoice)
            renewals.close(box, invoice)
    return subscription


def pause(box: Sandbox, _params: SubscriptionPause, key: str) -> Json:
    subscription = _running(box, key)
    if subscription["status"] not in {"active", "trialing"}:
        raise StripeError(f"You cannot pause a subscription that is {subscription['status']}.")
    if subscription["status"] == "active":
        proration.credit(box, subscription)
    was = subscription["status"]
    subscription["status"] = "paused"
    box.emit("customer.subscription.updated", subscription, {"status": was})
    box.emit("customer.subscription.paused", subscription)
    return subscription


def resume(box: Sandbox, params: SubscriptionResume, key: str) -> Json:
    """Bill a new period that begins now. Only with its payment, or its attempt where that is
    asked for, is the period entered: what stays paused advances to none."""
    subscription = _running(box, key)
    if subscription["status"] != "paused":
        raise StripeError("Only a paused subscription can be resumed.")
    renewals.void_resumptions(box, subscription)
    now = box.now()
    item = subscription["items"]["data"][0]
    opened = {"current_period_start": now, "current_period_end": period_end(now, item["price"])}
    begun = item["current_period_start"]
    invoice = renewals.bill(box, subscription, "subscription_cycle", (begun, now), item | opened)
    invoicing.finalize(box, invoice)
    paid = invoicing.collect(box, invoice)
    if paid or params.payment_behavior == "resume_on_payment_attempt":
        item.update(opened)
        subscription.update(billing_cycle_anchor=now, status="active" if paid else "past_due")
        box.emit("customer.subscription.updated", subscription, {"status": "paused"})
        box.emit("customer.subscription.resumed", subscription)
    else:
        invoice["next_payment_attempt"] = None
    return subscription


def _running(box: Sandbox, key: str) -> Json:
    subscription = box.store.find("sub", key)
    if subscription["status"] in _ENDED:
        raise missing_object("subscription", key)
    return subscription


def _ending(box: Sandbox, subscription: Json, *, ends: bool) -> Json:
    """Cancel at the end of the paid period, or take that back."""
    period_end = subscription["items"]["data"][0]["current_period_end"]
    return {
        "cancel_at_period_end": ends,
        "cancel_at": period_end if ends else None,
        "canceled_at": box.now() if ends else None,
    }
