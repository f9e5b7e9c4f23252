"""What the passing of time does: trials and periods end, drafts close, cards are asked again,
sessions expire.

Stripe's own test clocks hang on customers that were made with one. This clock is the sandbox's own
and moves everything in it: `advance` jumps from one thing that falls due to the next.
"""

from collections.abc import Callable
from functools import partial

from infra.embedded.stripe_sandbox import discounts, invoicing, sessions
from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.invoice_objects import price_line
from infra.embedded.stripe_sandbox.sandbox import Sandbox, matching
from infra.embedded.stripe_sandbox.subscription_objects import period_end

Due = tuple[int, Callable[[], object]]
_RENEWS = {"trialing", "active", "past_due", "unpaid"}
RESUMPTION_SECONDS = 23 * 3600
"""How long the invoice of a resumption may be paid; then it is void."""


def advance(box: Sandbox, seconds: int) -> None:
    """Let so many seconds pass, doing all that falls due on the way, each at its own time."""
    until = box.now() + seconds
    while (due := _next(box)) and due[0] <= until:
        box.set_clock(max(box.now(), due[0]))
        due[1]()
    box.set_clock(until)
    box.store.touch()


def _next(box: Sandbox) -> Due | None:
    found = [*_subscriptions(box), *_invoices(box), *_sessions(box)]
    return min(found, key=lambda due: due[0]) if found else None


def _subscriptions(box: Sandbox) -> list[Due]:
    return [
        (_item(each)["current_period_end"], partial(_renew, box, each))
        for each in box.store.all("sub").values()
        if each["status"] in _RENEWS
    ]


def _invoices(box: Sandbox) -> list[Due]:
    dues: list[Due] = []
    for each in box.store.all("in").values():
        if each["status"] == "draft" and each["automatically_finalizes_at"]:
            dues.append((each["automatically_finalizes_at"], partial(close, box, each)))
        if each["status"] == "open" and each["next_payment_attempt"]:
            dues.append((each["next_payment_attempt"], partial(ask, box, each)))
    for each in box.store.all("sub").values():
        dues += [
            (invoice["created"] + RESUMPTION_SECONDS, partial(invoicing.void, box, invoice))
            for invoice in _resumptions(box, each)
        ]
    return dues


def void_resumptions(box: Sandbox, subscription: Json) -> None:
    """Another resumption takes the place of those that were not paid."""
    for invoice in _resumptions(box, subscription):
        invoicing.void(box, invoice)


def _resumptions(box: Sandbox, subscription: Json) -> list[Json]:
    """Invoices that a paused subscription waits for: nothing else leaves one open then."""
    if subscription["status"] != "paused":
        return []
    found = matching(box.store.all("in").values(), status="open")
    return [each for each in found if invoicing.subscription_of(each) == subscription["id"]]


def _sessions(box: Sandbox) -> list[Due]:
    return [
        (each["expires_at"], partial(sessions.current, box, each["id"]))
        for each in box.store.all("cs").values()
        if each["status"] == "open"
    ]


def _item(subscription: Json) -> Json:
    item: Json = subscription["items"]["data"][0]
    return item


def _renew(box: Sandbox, subscription: Json) -> None:
    if subscription["cancel_at_period_end"]:
        end(box, subscription, "cancellation_requested")
        return
    item = _item(subscription)
    begun, ended = item["current_period_start"], item["current_period_end"]
    item.update(current_period_start=ended, current_period_end=period_end(ended, item["price"]))
    if subscription["status"] == "trialing":
        subscription["status"] = "active"
    box.emit("customer.subscription.updated", subscription, {"current_period": begun})
    bill(box, subscription, "subscription_cycle", (begun, ended))


def bill(
    box: Sandbox,
    subscription: Json,
    reason: str,
    period: tuple[int, int],
    item: Json | None = None,
) -> Json:
    """Make the draft for a new period; it closes by itself after its hour.

    The draft's own `period` is when items could come onto it; its line says what the price is for.
    """
    customer = box.store.find("cus", subscription["customer"])
    invoice = invoicing.make(box, customer, subscription, reason)
    item = item or _item(subscription)
    amount = item["price"]["unit_amount"] * item["quantity"]
    invoice["lines"]["data"].append(price_line(invoice["id"], item, amount))
    invoicing.add_up(box, invoice)
    invoice.update(period_start=period[0], period_end=period[1])
    if subscription["status"] == "unpaid":  # Stripe leaves these for somebody to look at
        invoice["auto_advance"] = False
    else:
        invoice["automatically_finalizes_at"] = box.now() + invoicing.DRAFT_SECONDS
    subscription["latest_invoice"] = invoice["id"]
    discounts.spend(box, subscription)
    return box.made("invoice.created", invoice)


def close(box: Sandbox, invoice: Json) -> None:
    """Finalize a draft and ask for its money."""
    invoicing.finalize(box, invoice)
    ask(box, invoice)


def ask(box: Sandbox, invoice: Json) -> None:
    """Ask the card, and let the subscription follow."""
    paid = invoicing.collect(box, invoice)
    key = invoicing.subscription_of(invoice)
    if key is not None:
        follow(box, box.store.find("sub", key), invoice, paid=paid)


def follow(box: Sandbox, subscription: Json, invoice: Json, *, paid: bool) -> None:
    """Say what a payment or its failure makes of a subscription."""
    was = subscription["status"]
    if was not in {"active", "past_due", "unpaid"}:
        return
    given_up = invoice["next_payment_attempt"] is None
    now = "active" if paid else "unpaid" if given_up else "past_due"
    if now != was:
        subscription["status"] = now
        box.emit("customer.subscription.updated", subscription, {"status": was})


def end(box: Sandbox, subscription: Json, reason: str) -> None:
    """End a subscription now."""
    at = box.now()
    subscription.update(
        status="canceled", canceled_at=subscription["canceled_at"] or at, ended_at=at
    )
    subscription["cancellation_details"]["reason"] = reason
    box.emit("customer.subscription.deleted", subscription)
