"""Subscriptions: what runs, until somebody ends it."""

import time

from infra.embedded.stripe_sandbox.errors import Json, missing_object
from infra.embedded.stripe_sandbox.params import Params, SubscriptionList, SubscriptionUpdate
from infra.embedded.stripe_sandbox.sandbox import Sandbox, matching, merged, page

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
    changes: Json = {"metadata": merged(subscription["metadata"], params.metadata)}
    if params.description is not None:
        changes["description"] = params.description or None
    if params.cancel_at_period_end is not None:
        changes |= _ending(subscription, ends=params.cancel_at_period_end)
    return box.changed("customer.subscription.updated", subscription, **changes)


def cancel(box: Sandbox, _params: Params, key: str) -> Json:
    subscription = _running(box, key)
    now = int(time.time())
    subscription.update(status="canceled", canceled_at=now, ended_at=now)
    subscription["cancellation_details"]["reason"] = "cancellation_requested"
    box.emit("customer.subscription.deleted", subscription)
    return subscription


def _running(box: Sandbox, key: str) -> Json:
    subscription = box.store.find("sub", key)
    if subscription["status"] in _ENDED:
        raise missing_object("subscription", key)
    return subscription


def _ending(subscription: Json, *, ends: bool) -> Json:
    """Cancel at the end of the paid period, or take that back."""
    period_end = subscription["items"]["data"][0]["current_period_end"]
    return {
        "cancel_at_period_end": ends,
        "cancel_at": period_end if ends else None,
        "canceled_at": int(time.time()) if ends else None,
    }
