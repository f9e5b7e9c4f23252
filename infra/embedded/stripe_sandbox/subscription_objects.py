"""The shapes of what a paid checkout makes: a subscription and its first invoice."""

import calendar
from datetime import UTC, datetime

from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.objects import born, listing, new_key, plan
from infra.embedded.stripe_sandbox.state import Basket

_OURSELVES: Json = {"type": "self"}
_NO_TAX: Json = {"disabled_reason": None, "enabled": False, "liability": None}


def period_end(start: int, price: Json) -> int:
    """Return the Unix second at which a period ends: the same day of a later month, or its last."""
    begin = datetime.fromtimestamp(start, UTC)
    steps = price["recurring"]["interval_count"]
    months = steps * (12 if price["recurring"]["interval"] == "year" else 1) + begin.month - 1
    year, month = begin.year + months // 12, months % 12 + 1
    day = min(begin.day, calendar.monthrange(year, month)[1])
    return int(begin.replace(year=year, month=month, day=day).timestamp())


def subscription(customer: str, price: Json, basket: Basket, at: int) -> Json:
    """An active, paid subscription with one item; periods sit on the item (since 2025-03-31)."""
    fresh = born("sub", "subscription", at=at)
    made = fresh["created"]
    url = f"/v1/subscription_items?subscription={fresh['id']}"
    return {
        **fresh,
        **dict.fromkeys(_SUBSCRIPTION_BLANKS),
        "automatic_tax": _NO_TAX,
        "billing_cycle_anchor": made,
        "billing_mode": {"flexible": None, "type": "flexible"},
        "billing_schedules": [],
        "cancel_at_period_end": False,
        "cancellation_details": {"comment": None, "feedback": None, "reason": None},
        "collection_method": "charge_automatically",
        "currency": price["currency"],
        "customer": customer,
        "default_tax_rates": [],
        "description": basket.description,
        "discounts": [],
        "invoice_settings": {"account_tax_ids": None, "issuer": _OURSELVES},
        "items": listing(url, [_item(fresh["id"], made, price, basket.quantity)]),
        "metadata": dict(basket.subscription_metadata),
        "payment_settings": {
            "payment_method_options": None,
            "payment_method_types": None,
            "save_default_payment_method": "off",
        },
        "start_date": made,
        "status": "active",
        "trial_settings": {"end_behavior": {"missing_payment_method": "create_invoice"}},
    }


def on_trial(made: Json, days: int) -> None:
    """Begin a subscription with a trial: its first period costs nothing and ends with it."""
    start = made["start_date"]
    end = start + days * 24 * 3600
    made.update(status="trialing", trial_start=start, trial_end=end, billing_cycle_anchor=end)
    made["items"]["data"][0]["current_period_end"] = end


def _item(subscription: str, made: int, price: Json, quantity: int) -> Json:
    return {
        "id": new_key("si", 14),
        "object": "subscription_item",
        "billing_thresholds": None,
        "created": made,
        "current_period_end": period_end(made, price),
        "current_period_start": made,
        "discounts": [],
        "metadata": {},
        "plan": plan(price),
        "price": price,
        "quantity": quantity,
        "subscription": subscription,
        "tax_rates": [],
    }


_SUBSCRIPTION_BLANKS = (
    "application",
    "application_fee_percent",
    "billing_thresholds",
    "cancel_at",
    "canceled_at",
    "days_until_due",
    "default_payment_method",
    "default_source",
    "ended_at",
    "latest_invoice",
    "next_pending_invoice_item_invoice",
    "on_behalf_of",
    "pause_collection",
    "pending_invoice_item_interval",
    "pending_setup_intent",
    "pending_update",
    "schedule",
    "test_clock",
    "transfer_data",
    "trial_end",
    "trial_start",
)
