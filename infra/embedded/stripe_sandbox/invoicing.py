"""The life of an invoice: made, filled, finalized, paid or not, asked for again."""

from infra.embedded.stripe_sandbox import discounts, invoice_objects
from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.sandbox import Sandbox, matching

DRAFT_SECONDS = 3600
RETRY_DAYS = (3, 5, 7)
"""After each failed payment, until the next one; then the subscription is unpaid."""
DAY = 24 * 3600


def make(box: Sandbox, customer: Json, subscription: Json | None, reason: str) -> Json:
    """A draft with everything that waits for one."""
    invoice = invoice_objects.draft(customer, subscription, reason, box.now())
    key = subscription["id"] if subscription else None
    for waiting in matching(box.store.all("ii").values(), customer=customer["id"]):
        if waiting["invoice"] is None and _subscription_of(waiting) == key:
            put(box, invoice, waiting)
    return invoice


def _subscription_of(waiting: Json) -> str | None:
    details = (waiting["parent"] or {}).get("subscription_details") or {}
    found: str | None = details.get("subscription")
    return found


def put(box: Sandbox, invoice: Json, waiting: Json) -> None:
    """Take an item that waits onto an invoice."""
    waiting["invoice"] = invoice["id"]
    period = waiting["period"]
    cause = invoice_objects.of_invoice_item(waiting)
    made = invoice_objects.line(
        invoice["id"],
        waiting["amount"],
        waiting["description"],
        period["start"],
        period["end"],
        cause,
    )
    made["metadata"] = dict(waiting["metadata"])
    invoice["lines"]["data"].append(made)
    add_up(box, invoice)


def add_up(box: Sandbox, invoice: Json) -> None:
    """Total the lines, less discounts, less what the customer has to their credit."""
    subtotal = sum(line["amount"] for line in invoice["lines"]["data"])
    off = discounts.off(box, invoice, subtotal)
    total = subtotal - sum(each["amount"] for each in off)
    credit = box.store.find("cus", invoice["customer"])["balance"]
    due = max(0, total + credit)
    invoice.update(
        subtotal=subtotal,
        subtotal_excluding_tax=subtotal,
        total_discount_amounts=off,
        total=total,
        amount_due=due,
        amount_remaining=due,
        starting_balance=credit,
    )


def finalize(box: Sandbox, invoice: Json) -> None:
    """Close a draft: it has a number and its pages, and nothing on it changes any more."""
    add_up(box, invoice)
    customer = box.store.find("cus", invoice["customer"])
    serial = customer["next_invoice_sequence"]
    customer["next_invoice_sequence"] = serial + 1
    customer["balance"] = min(0, invoice["total"] + customer["balance"])
    invoice["status_transitions"]["finalized_at"] = box.now()
    page = f"{box.options.public_url}/i/{invoice['id']}"
    invoice.update(
        automatically_finalizes_at=None,
        effective_at=box.now(),
        ending_balance=customer["balance"],
        hosted_invoice_url=page,
        invoice_pdf=f"{page}/pdf",
        number=f"{customer['invoice_prefix']}-{serial:04d}",
        status="open",
    )
    box.emit("invoice.finalized", invoice)


def collect(box: Sandbox, invoice: Json) -> bool:
    """Ask the card for what is due; tell whether it paid."""
    invoice.update(attempted=True, attempt_count=invoice["attempt_count"] + 1)
    if invoice["amount_due"] == 0 or box.store.state.wallets.get(invoice["customer"]) != "fails":
        paid(box, invoice)
        return True
    _not_paid(box, invoice)
    return False


def paid(box: Sandbox, invoice: Json) -> None:
    invoice["status_transitions"]["paid_at"] = box.now()
    invoice.update(
        amount_paid=invoice["amount_due"],
        amount_remaining=0,
        auto_advance=False,
        next_payment_attempt=None,
        status="paid",
    )
    box.store.touch()
    box.emit("invoice.paid", invoice)
    box.emit("invoice.payment_succeeded", invoice)


def _not_paid(box: Sandbox, invoice: Json) -> None:
    """Put down when it is asked for again, as the account's retry rules say."""
    tries = invoice["attempt_count"]
    pause = RETRY_DAYS[tries - 1] if tries <= len(RETRY_DAYS) else None
    invoice["next_payment_attempt"] = box.now() + pause * DAY if pause else None
    box.store.touch()
    box.emit("invoice.payment_failed", invoice)


def void(box: Sandbox, invoice: Json) -> None:
    invoice["status_transitions"]["voided_at"] = box.now()
    invoice.update(auto_advance=False, next_payment_attempt=None, status="void")
    box.store.touch()
    box.emit("invoice.voided", invoice)


def subscription_of(invoice: Json) -> str | None:
    details = (invoice["parent"] or {}).get("subscription_details") or {}
    found: str | None = details.get("subscription")
    return found
