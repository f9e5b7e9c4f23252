"""The shape of a subscription's first invoice, paid by card."""

from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.objects import born, listing, new_key

_NO_TAX: Json = {
    "disabled_reason": None,
    "enabled": False,
    "liability": None,
    "provider": None,
    "status": None,
}


def paid_invoice(customer: Json, subscription: Json) -> Json:
    fresh = born("in", "invoice")
    made = fresh["created"]
    (item,) = subscription["items"]["data"]
    amount = item["price"]["unit_amount"] * item["quantity"]
    serial = customer["next_invoice_sequence"]
    return {
        **fresh,
        **dict.fromkeys(_BLANKS),
        **dict.fromkeys(_TOTALS, amount),
        **dict.fromkeys(_NOTHINGS, 0),
        "attempt_count": 1,
        "attempted": True,
        "auto_advance": False,
        "automatic_tax": _NO_TAX,
        "billing_reason": "subscription_create",
        "collection_method": "charge_automatically",
        "currency": subscription["currency"],
        "customer": customer["id"],
        "customer_email": customer["email"],
        "customer_name": customer["name"],
        "customer_tax_exempt": "none",
        "default_tax_rates": [],
        "discounts": [],
        "effective_at": made,
        "issuer": {"type": "self"},
        "lines": listing(f"/v1/invoices/{fresh['id']}/lines", [_line(fresh["id"], item, amount)]),
        "metadata": {},
        "number": f"{customer['invoice_prefix']}-{serial:04d}",
        "parent": _parent(subscription),
        "payment_settings": dict.fromkeys(
            ("default_mandate", "payment_method_options", "payment_method_types")
        ),
        "period_end": made,
        "period_start": made,
        "status": "paid",
        "status_transitions": {
            "finalized_at": made,
            "marked_uncollectible_at": None,
            "paid_at": made,
            "voided_at": None,
        },
    }


def _parent(subscription: Json) -> Json:
    details = {"metadata": subscription["metadata"], "subscription": subscription["id"]}
    return {
        "quote_details": None,
        "subscription_details": details,
        "type": "subscription_details",
    }


def _line(invoice: str, item: Json, amount: int) -> Json:
    price = item["price"]
    cause = {
        "invoice_item": None,
        "proration": False,
        "proration_details": None,
        "subscription": item["subscription"],
        "subscription_item": item["id"],
    }
    pricing = {"price": price["id"], "product": price["product"]}
    return {
        "id": new_key("il"),
        "object": "line_item",
        "amount": amount,
        "currency": price["currency"],
        "description": price["nickname"],
        "discount_amounts": [],
        "discountable": True,
        "discounts": [],
        "invoice": invoice,
        "livemode": False,
        "metadata": {},
        "parent": {"type": "subscription_item_details", "subscription_item_details": cause},
        "period": {"start": item["current_period_start"], "end": item["current_period_end"]},
        "pretax_credit_amounts": [],
        "pricing": {
            "type": "price_details",
            "price_details": pricing,
            "unit_amount_decimal": price["unit_amount_decimal"],
        },
        "quantity": item["quantity"],
        "subtotal": amount,
        "taxes": [],
    }


_TOTALS = ("amount_due", "amount_paid", "subtotal", "subtotal_excluding_tax", "total")
_NOTHINGS = (
    "amount_overpaid",
    "amount_remaining",
    "amount_shipping",
    "ending_balance",
    "post_payment_credit_notes_amount",
    "pre_payment_credit_notes_amount",
    "starting_balance",
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
    "footer",
    "from_invoice",
    "hosted_invoice_url",
    "invoice_pdf",
    "last_finalization_error",
    "latest_revision",
    "next_payment_attempt",
    "on_behalf_of",
    "receipt_number",
    "rendering",
    "shipping_cost",
    "shipping_details",
    "statement_descriptor",
    "test_clock",
    "webhooks_delivered_at",
)
