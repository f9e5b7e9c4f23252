"""Invoices at Stripe, in billing's words."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import stripe

from services.billing.stripe.errors import id_of, maybe, moment, stripe_errors
from services.billing.stripe.model import Invoice, InvoiceItem, Preview, PreviewLine

if TYPE_CHECKING:
    from stripe.params import InvoiceCreateParams, InvoiceItemCreateParams

SHOWN = 24
"""Invoices of a production that people see: two years."""


class Invoices:
    """Raises as `Stripe` does."""

    def __init__(self, v1: "stripe._v1_services.V1Services") -> None:
        self._v1 = v1

    async def one(self, key: str) -> Invoice:
        async with stripe_errors():
            return _invoice(await self._v1.invoices.retrieve_async(key))

    async def of(self, subscription: str) -> list[Invoice]:
        """List the latest invoices of a subscription, newest first."""
        async with stripe_errors():
            found = await self._v1.invoices.list_async(
                {"subscription": subscription, "limit": SHOWN}
            )
        return [_invoice(each) for each in found.data]

    async def items(self, invoice: str) -> list[InvoiceItem]:
        async with stripe_errors():
            found = await self._v1.invoice_items.list_async({"invoice": invoice, "limit": 100})
        return [InvoiceItem(each.id, _words(each.metadata)) for each in found.data]

    async def add_item(self, order: "InvoiceItemCreateParams", key: str) -> str:
        """Put an amount onto a draft, once for each idempotency key; return its id."""
        async with stripe_errors():
            made = await self._v1.invoice_items.create_async(order, {"idempotency_key": key})
        return made.id

    async def new(self, order: "InvoiceCreateParams", key: str) -> Invoice:
        async with stripe_errors():
            return _invoice(await self._v1.invoices.create_async(order, {"idempotency_key": key}))

    async def preview(self, subscription: str, item: str, price: str, at: int) -> Preview:
        """Say what changing to a price at a moment (Unix seconds) would cost at once."""
        async with stripe_errors():
            found = await self._v1.invoices.create_preview_async(
                {
                    "subscription": subscription,
                    "subscription_details": {
                        "items": [{"id": item, "price": price}],
                        "proration_behavior": "always_invoice",
                        "proration_date": at,
                    },
                }
            )
        lines = [PreviewLine(each.description or "", each.amount) for each in found.lines.data]
        return Preview(lines, found.amount_due, at)


def _invoice(found: stripe.Invoice) -> Invoice:
    parent = found.parent.subscription_details if found.parent else None
    return Invoice(
        id=found.id or "",
        customer=id_of(found.customer),
        subscription=id_of(parent.subscription) if parent else "",
        metadata=_words(parent.metadata if parent else found.metadata),
        reason=found.billing_reason or "",
        status=found.status or "",
        number=found.number or "",
        total=found.total,
        amount_due=found.amount_due,
        made_at=moment(found.created),
        period_starts_at=moment(found.period_start),
        period_ends_at=moment(found.period_end),
        opens_at=_opens_at(found),
        pdf=found.invoice_pdf or "",
        page=found.hosted_invoice_url or "",
        attempts=found.attempt_count,
        next_attempt_at=maybe(found.next_payment_attempt),
    )


def _opens_at(found: stripe.Invoice) -> datetime | None:
    """Return when the period of a subscription's price began: prorated parts of one open none."""
    for line in found.lines.data:
        item = getattr(line.parent, "subscription_item_details", None)
        if item is not None and not item.proration:
            return moment(line.period.start)
    return None


def _words(metadata: Any) -> dict[str, str]:
    return dict(metadata.to_dict()) if metadata else {}
