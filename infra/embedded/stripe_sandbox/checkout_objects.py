"""The shapes of a checkout session and of what it sells."""

from typing import Any

from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.objects import born, new_key

_NO_TAX: Json = {"enabled": False, "liability": None, "provider": None, "status": None}


def session(
    *, public_url: str, price: Json, quantity: int, at: int | None = None, **given: Any
) -> Json:
    """An open session of the hosted page in subscription mode; it ends after 24 hours."""
    fresh = born("cs_test", "checkout.session", 58, at=at)
    amount = price["unit_amount"] * quantity
    return {
        **fresh,
        **dict.fromkeys(_SESSION_BLANKS),
        "amount_subtotal": amount,
        "amount_total": amount,
        "automatic_tax": _NO_TAX,
        "currency": price["currency"],
        "custom_fields": [],
        "custom_text": dict.fromkeys(
            ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
        ),
        "expires_at": fresh["created"] + 24 * 3600,
        "metadata": {},
        "mode": "subscription",
        "payment_method_collection": "always",
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False},
        "shipping_options": [],
        "status": "open",
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{public_url}/c/pay/{fresh['id']}",
        **given,
    }


_SESSION_BLANKS = (
    "after_expiration",
    "allow_promotion_codes",
    "billing_address_collection",
    "cancel_url",
    "client_reference_id",
    "client_secret",
    "consent",
    "consent_collection",
    "customer",
    "customer_creation",
    "customer_details",
    "customer_email",
    "invoice",
    "invoice_creation",
    "locale",
    "payment_intent",
    "payment_link",
    "payment_method_options",
    "setup_intent",
    "shipping_address_collection",
    "shipping_cost",
    "submit_type",
    "subscription",
    "success_url",
)


def line_item(price: Json, quantity: int) -> Json:
    amount = price["unit_amount"] * quantity
    return {
        "id": new_key("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": price["currency"],
        "description": price["nickname"],
        "price": price,
        "quantity": quantity,
    }
