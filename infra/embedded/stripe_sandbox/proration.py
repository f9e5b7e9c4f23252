"""Changing a price within a period: what is unused comes back, what is left costs the new price."""

from infra.embedded.stripe_sandbox import invoice_objects, invoicing
from infra.embedded.stripe_sandbox.errors import Json, StripeError
from infra.embedded.stripe_sandbox.objects import plan
from infra.embedded.stripe_sandbox.params import (
    InvoicePreview,
    ItemChange,
    PreviewDetails,
    SubscriptionUpdate,
)
from infra.embedded.stripe_sandbox.sandbox import Sandbox

Part = tuple[int, str]


def preview(box: Sandbox, params: InvoicePreview) -> Json:
    """Show the invoice that a change would make, and make nothing."""
    subscription = box.store.find("sub", params.subscription, "subscription")
    customer = box.store.find("cus", subscription["customer"])
    invoice = invoice_objects.draft(customer, subscription, "upcoming", box.now())
    details = params.subscription_details
    item = subscription["items"]["data"][0]
    for change in details.items:
        for amount, words in _parts(box, item, change, details):
            invoice["lines"]["data"].append(_line(invoice, item, amount, words, box.now()))
    invoicing.add_up(box, invoice)
    return invoice | {"id": f"upcoming_{invoice['id']}"}


def change(
    box: Sandbox, subscription: Json, change: ItemChange, params: SubscriptionUpdate
) -> None:
    """Put an item on another price, and bill the difference as asked.

    Raises:
        StripeError: 402 when it is to be paid at once and the card does not pay.
    """
    item = subscription["items"]["data"][0]
    price = box.store.find("price", change.price, "items[0][price]")
    parts = _parts(box, item, change, params)
    due = sum(amount for amount, _ in parts)
    fails = box.store.state.wallets.get(subscription["customer"]) == "fails"
    at_once = params.proration_behavior == "always_invoice"
    if at_once and due > 0 and fails and params.payment_behavior == "error_if_incomplete":
        raise StripeError(
            "Your card was declined.", status=402, kind="card_error", code="card_declined"
        )
    for amount, words in parts:
        _wait(box, subscription, amount, words)
    item.update(price=price, plan=plan(price))
    box.emit("customer.subscription.updated", subscription, {"items": {}})
    if parts and at_once:
        _bill(box, subscription)


def credit(box: Sandbox, subscription: Json) -> None:
    """Put unused time to the customer's credit, on the next invoice."""
    item = subscription["items"]["data"][0]
    amount = _unused(item, item["price"], box.now())
    _wait(box, subscription, -amount, f"Unused time on {item['price']['nickname']}")


def _bill(box: Sandbox, subscription: Json) -> None:
    customer = box.store.find("cus", subscription["customer"])
    invoice = invoicing.make(box, customer, subscription, "subscription_update")
    box.made("invoice.created", invoice)
    invoicing.finalize(box, invoice)
    invoicing.collect(box, invoice)
    subscription["latest_invoice"] = invoice["id"]


def _parts(
    box: Sandbox, item: Json, change: ItemChange, params: SubscriptionUpdate | PreviewDetails
) -> list[Part]:
    if change.id != item["id"]:
        raise StripeError(f"No such subscription item: '{change.id}'", code="resource_missing")
    price = box.store.find("price", change.price, "items[0][price]")
    if params.proration_behavior == "none" or price["id"] == item["price"]["id"]:
        return []
    at = params.proration_date or box.now()
    start, end = item["current_period_start"], item["current_period_end"]
    if not start <= at <= end:
        raise StripeError(
            "Cannot specify a proration date outside of the current period.",
            param="proration_date",
        )
    old, new = _unused(item, item["price"], at), _unused(item, price, at)
    return [
        (-old, f"Unused time on {item['price']['nickname']}"),
        (new, f"Remaining time on {price['nickname']}"),
    ]


def _unused(item: Json, price: Json, at: int) -> int:
    start, end = item["current_period_start"], item["current_period_end"]
    full: int = price["unit_amount"] * item["quantity"]
    left: int = max(0, end - at)
    return round(full * left / int(end - start))


def _wait(box: Sandbox, subscription: Json, amount: int, words: str) -> None:
    made = invoice_objects.invoice_item(
        subscription["customer"], amount, words, box.now(), subscription["id"]
    )
    box.store.add(made | {"proration": True})


def _line(invoice: Json, item: Json, amount: int, words: str, at: int) -> Json:
    parent = invoice_objects.of_item(item, proration=True)
    end = item["current_period_end"]
    return invoice_objects.line(invoice["id"], amount, words, at, end, parent)
