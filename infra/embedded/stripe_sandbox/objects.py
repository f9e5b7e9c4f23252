"""The shapes of Stripe's objects, as API version 2026-10-28.endive sends them."""

import secrets
import string
import time
from typing import Any

from infra.embedded.stripe_sandbox.errors import Json

_LETTERS = string.ascii_letters + string.digits


def new_key(prefix: str, length: int = 24) -> str:
    return f"{prefix}_{''.join(secrets.choice(_LETTERS) for _ in range(length))}"


def born(prefix: str, kind: str, length: int = 24, *, at: int | None = None) -> Json:
    """Begin any object: its key, kind, and the Unix second it was made in, by default now."""
    key, made = new_key(prefix, length), int(time.time()) if at is None else at
    return {"id": key, "object": kind, "created": made, "livemode": False}


def customer(**given: Any) -> Json:
    blank: Json = dict.fromkeys(
        ("address", "currency", "default_source", "description", "discount", "email", "name")
    )
    settings: Json = dict.fromkeys(
        ("custom_fields", "default_payment_method", "footer", "rendering_options")
    )
    return {
        **born("cus", "customer", 14),
        **blank,
        "balance": 0,
        "delinquent": False,
        "invoice_prefix": new_key("", 8)[1:].upper(),
        "invoice_settings": settings,
        "metadata": {},
        "next_invoice_sequence": 1,
        "phone": None,
        "preferred_locales": [],
        "shipping": None,
        "tax_exempt": "none",
        "test_clock": None,
        **given,
    }


def product(**given: Any) -> Json:
    fresh = born("prod", "product", 14)
    return {
        **fresh,
        "active": True,
        "default_price": None,
        "description": None,
        "images": [],
        "marketing_features": [],
        "metadata": {},
        "package_dimensions": None,
        "shippable": None,
        "statement_descriptor": None,
        "tax_code": None,
        "type": "service",
        "unit_label": None,
        "updated": fresh["created"],
        "url": None,
        **given,
    }


def price(*, unit_amount: int, interval: str, interval_count: int, **given: Any) -> Json:
    recurring = {
        "interval": interval,
        "interval_count": interval_count,
        "meter": None,
        "trial_period_days": None,
        "usage_type": "licensed",
    }
    return {
        **born("price", "price"),
        "active": True,
        "billing_scheme": "per_unit",
        "custom_unit_amount": None,
        "lookup_key": None,
        "metadata": {},
        "nickname": None,
        "recurring": recurring,
        "tax_behavior": "unspecified",
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "recurring",
        "unit_amount": unit_amount,
        "unit_amount_decimal": str(unit_amount),
        **given,
    }


def plan(of: Json) -> Json:
    """The older shape of a price, which subscription items still carry beside it."""
    same = ("active", "billing_scheme", "created", "currency", "id", "livemode", "metadata")
    return {
        **{name: of[name] for name in (*same, "nickname", "product", "tiers_mode")},
        **of["recurring"],
        "object": "plan",
        "amount": of["unit_amount"],
        "amount_decimal": of["unit_amount_decimal"],
        "transform_usage": None,
    }


def event(
    kind: str, thing: Json, previous: Json | None, api_version: str, at: int | None = None
) -> Json:
    data = {"object": thing} | ({"previous_attributes": previous} if previous else {})
    return {
        **born("evt", "event", at=at),
        "api_version": api_version,
        "data": data,
        "pending_webhooks": 0,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }


def listing(url: str, data: list[Json], *, has_more: bool = False) -> Json:
    return {"object": "list", "url": url, "has_more": has_more, "data": data}
