"""Invoices and events: what happened, to look up."""

from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.invoicing import subscription_of
from infra.embedded.stripe_sandbox.params import EventList, InvoiceList, Params
from infra.embedded.stripe_sandbox.sandbox import Sandbox, matching, page


def retrieve_invoice(box: Sandbox, _params: Params, key: str) -> Json:
    return box.store.find("in", key)


def list_invoices(box: Sandbox, params: InvoiceList) -> Json:
    found = matching(box.store.all("in").values(), customer=params.customer, status=params.status)
    if params.subscription:
        found = [i for i in found if _subscription_of(i) == params.subscription]
    return page(found, params, "/v1/invoices")


def retrieve_event(box: Sandbox, _params: Params, key: str) -> Json:
    return box.store.find("evt", key)


def list_events(box: Sandbox, params: EventList) -> Json:
    return page(matching(box.store.all("evt").values(), type=params.type), params, "/v1/events")


def _subscription_of(invoice: Json) -> str:
    return subscription_of(invoice) or ""
