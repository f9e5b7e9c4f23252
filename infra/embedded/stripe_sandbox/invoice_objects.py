"""The shapes of invoices, their lines, and items that wait for one."""

from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.objects import born, listing, new_key

_NO_TAX: Json = {
    "disabled_reason": None,
    "enabled": False,
    "liability": None,
    "provider": None,
    "status": None,
}


def draft(customer: Json, subscription: Json | None, reason: str, at: int) -> Json:
    """An invoice without lines, for a subscription or (None) for a customer alone."""
    fresh = born("in", "invoice", at=at)
    return {
        **fresh,
        **dict.fromkeys(_BLANKS),
        **dict.fromkeys(_NOTHINGS, 0),
        "attempt_count": 0,
        "attempted": False,
        "auto_advance": True,
        "automatic_tax": _NO_TAX,
        "billing_reason": reason,
        "collection_method": "charge_automatically",
        "currency": "usd",
        "customer": customer["id"],
        "customer_email": customer["email"],
        "customer_name": customer["name"],
        "customer_tax_exempt": "none",
        "default_tax_rates": [],
        "discounts": list(subscription["discounts"]) if subscription else [],
        "issuer": {"type": "self"},
        "lines": listing(f"/v1/invoices/{fresh['id']}/lines", []),
        "metadata": {},
        "parent": _parent(subscription) if subscription else None,
        "payment_settings": dict.fromkeys(
            ("default_mandate", "payment_method_options", "payment_method_types")
        ),
        "period_end": at,
        "period_start": at,
        "status": "draft",
        "status_transitions": dict.fromkeys(
            ("finalized_at", "marked_uncollectible_at", "paid_at", "voided_at")
        ),
        "total_discount_amounts": [],
    }


def _parent(subscription: Json) -> Json:
    details = {"metadata": subscription["metadata"], "subscription": subscription["id"]}
    return {
        "quote_details": None,
        "subscription_details": details,
        "type": "subscription_details",
    }


def line(invoice: str, amount: int, words: str, start: int, end: int, parent: Json) -> Json:
    """One line; `parent` says what it is for. Its period is in Unix seconds."""
    return {
        "id": new_key("il"),
        "object": "line_item",
        "amount": amount,
        "currency": "usd",
        "description": words,
        "discount_amounts": [],
        "discountable": True,
        "discounts": [],
        "invoice": invoice,
        "livemode": False,
        "metadata": {},
        "parent": parent,
        "period": {"start": start, "end": end},
        "pretax_credit_amounts": [],
        "pricing": None,
        "quantity": 1,
        "subtotal": amount,
        "taxes": [],
    }


def price_line(invoice: str, item: Json, amount: int) -> Json:
    """The line of a subscription's period, at its price."""
    price = item["price"]
    start, end = item["current_period_start"], item["current_period_end"]
    made = line(invoice, amount, price["nickname"], start, end, of_item(item, proration=False))
    made["quantity"] = item["quantity"]
    made["pricing"] = {
        "type": "price_details",
        "price_details": {"price": price["id"], "product": price["product"]},
        "unit_amount_decimal": price["unit_amount_decimal"],
    }
    return made


def of_item(item: Json, *, proration: bool) -> Json:
    """What a line is for: an item of a subscription."""
    cause = {
        "invoice_item": None,
        "proration": proration,
        "proration_details": None,
        "subscription": item["subscription"],
        "subscription_item": item["id"],
    }
    return {
        "type": "subscription_item_details",
        "invoice_item_details": None,
        "subscription_item_details": cause,
    }


def of_invoice_item(waiting: Json) -> Json:
    subscription = (waiting["parent"] or {}).get("subscription_details") or {}
    cause = {
        "invoice_item": waiting["id"],
        "proration": waiting["proration"],
        "proration_details": None,
        "subscription": subscription.get("subscription"),
    }
    return {
        "type": "invoice_item_details",
        "invoice_item_details": cause,
        "subscription_item_details": None,
    }


def invoice_item(customer: str, amount: int, words: str, at: int, subscription: str | None) -> Json:
    """An amount that waits for the next invoice."""
    details = {"subscription": subscription, "subscription_item": None}
    key = new_key("ii")
    return {
        "id": key,
        "object": "invoiceitem",
        "amount": amount,
        "currency": "usd",
        "customer": customer,
        "date": at,
        "description": words,
        "discountable": True,
        "discounts": [],
        "invoice": None,
        "livemode": False,
        "metadata": {},
        "parent": {"type": "subscription_details", "subscription_details": details}
        if subscription
        else None,
        "period": {"start": at, "end": at},
        "pricing": None,
        "proration": False,
        "quantity": 1,
        "quantity_decimal": "1",
        "tax_rates": [],
        "test_clock": None,
    }


_NOTHINGS = (
    "amount_due",
    "amount_overpaid",
    "amount_paid",
    "amount_remaining",
    "amount_shipping",
    "ending_balance",
    "post_payment_credit_notes_amount",
    "pre_payment_credit_notes_amount",
    "starting_balance",
    "subtotal",
    "subtotal_excluding_tax",
    "total",
)
_BLANKS = (
    "account_tax_ids",
    "application",
    "automatically_finalizes_at",
    "custom_fields",
    "customer_address",
    "customer_phone",
    "customer_shipping",
    "default_payment_method",
    "default_source",
    "description",
    "due_date",
    "effective_at",
    "footer",
    "from_invoice",
    "hosted_invoice_url",
    "invoice_pdf",
    "last_finalization_error",
    "latest_revision",
    "next_payment_attempt",
    "number",
    "on_behalf_of",
    "receipt_number",
    "rendering",
    "shipping_cost",
    "shipping_details",
    "statement_descriptor",
    "test_clock",
    "webhooks_delivered_at",
)
