"""Invoices that are made by hand, and items for them."""

from infra.embedded.stripe_sandbox import invoice_objects, invoicing
from infra.embedded.stripe_sandbox.errors import Json, StripeError
from infra.embedded.stripe_sandbox.params import (
    InvoiceCreate,
    InvoiceItemCreate,
    InvoiceItemList,
    Params,
)
from infra.embedded.stripe_sandbox.sandbox import Sandbox, matching, page


def create_invoice(box: Sandbox, params: InvoiceCreate) -> Json:
    customer = box.store.find("cus", params.customer, "customer")
    made = invoice_objects.draft(customer, None, "manual", box.now())
    made.update(auto_advance=params.auto_advance, description=params.description)
    made["metadata"] = dict(params.metadata)
    if params.auto_advance:
        made["automatically_finalizes_at"] = box.now() + invoicing.DRAFT_SECONDS
    return box.made("invoice.created", made)


def create_item(box: Sandbox, params: InvoiceItemCreate) -> Json:
    customer = box.store.find("cus", params.customer, "customer")
    invoice = box.store.find("in", params.invoice, "invoice") if params.invoice else None
    if invoice and (invoice["status"] != "draft" or invoice["customer"] != customer["id"]):
        raise StripeError(
            "The invoice is no longer editable, or is another customer's.", param="invoice"
        )
    made = invoice_objects.invoice_item(
        customer["id"], params.amount, params.description or "", box.now(), params.subscription
    )
    made["metadata"] = dict(params.metadata)
    if params.period:
        made["period"] = {"start": params.period.start, "end": params.period.end}
    box.made("invoiceitem.created", made)
    if invoice:
        invoicing.put(box, invoice, made)
        box.emit("invoice.updated", invoice)
    return made


def list_items(box: Sandbox, params: InvoiceItemList) -> Json:
    found = matching(box.store.all("ii").values(), customer=params.customer, invoice=params.invoice)
    return page(found, params, "/v1/invoiceitems")


def retrieve_item(box: Sandbox, _params: Params, key: str) -> Json:
    return box.store.find("ii", key)
