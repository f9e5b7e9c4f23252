"""Checkout sessions, and what paying one makes."""

import time
from urllib.parse import urlsplit

from infra.embedded.stripe_sandbox import checkout_objects, objects
from infra.embedded.stripe_sandbox.errors import Json, StripeError
from infra.embedded.stripe_sandbox.invoice_objects import paid_invoice
from infra.embedded.stripe_sandbox.params import Params, SessionCreate, SessionList
from infra.embedded.stripe_sandbox.sandbox import Sandbox, matching, page
from infra.embedded.stripe_sandbox.state import Basket
from infra.embedded.stripe_sandbox.subscription_objects import subscription

_SHORTEST, _LONGEST = 30 * 60, 24 * 3600


def create(box: Sandbox, params: SessionCreate) -> Json:
    _check(box, params)
    (line,) = params.line_items
    price = box.store.find("price", line.price, "line_items[0][price]")
    made = checkout_objects.session(
        public_url=box.options.public_url,
        price=price,
        quantity=line.quantity,
        success_url=params.success_url,
        cancel_url=params.cancel_url,
        customer=params.customer,
        customer_email=params.customer_email,
        client_reference_id=params.client_reference_id,
        metadata=params.metadata,
        **({"expires_at": params.expires_at} if params.expires_at else {}),
    )
    data = params.subscription_data
    box.store.state.baskets[made["id"]] = Basket(
        price["id"], line.quantity, data.metadata, data.description
    )
    return box.store.add(made)


def retrieve(box: Sandbox, _params: Params, key: str) -> Json:
    return current(box, key)


def current(box: Sandbox, key: str) -> Json:
    """Return the session as it stands now: one that outlived its time expires on this look."""
    session = box.store.find("cs", key)
    if session["status"] == "open" and session["expires_at"] <= time.time():
        _close(box, session, "expired")
    return session


def listed(box: Sandbox, params: SessionList) -> Json:
    sessions = [current(box, key) for key in list(box.store.all("cs"))]
    found = matching(
        sessions,
        customer=params.customer,
        subscription=params.subscription,
        status=params.status,
    )
    return page(found, params, "/v1/checkout/sessions")


def expire(box: Sandbox, _params: Params, key: str) -> Json:
    session = current(box, key)
    if session["status"] != "open":
        raise StripeError(
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of `{session['status']}`."
        )
    return _close(box, session, "expired")


def pay(box: Sandbox, session: Json, email: str, name: str) -> Json:
    """Complete an open session: customer, active subscription, paid invoice, and their events."""
    basket = box.store.state.baskets[session["id"]]
    payer = _payer(box, session, email, name)
    made = subscription(payer["id"], box.store.find("price", basket.price), basket)
    invoice = paid_invoice(payer, made)
    made["latest_invoice"] = invoice["id"]
    payer.update(next_invoice_sequence=payer["next_invoice_sequence"] + 1)
    box.made("customer.subscription.created", made)
    box.made("invoice.created", invoice)
    box.emit("invoice.finalized", invoice)
    box.emit("invoice.paid", invoice)
    box.emit("invoice.payment_succeeded", invoice)
    session.update(
        customer=payer["id"],
        customer_details=_details(email, name),
        invoice=invoice["id"],
        payment_status="paid",
        subscription=made["id"],
    )
    return _close(box, session, "complete")


def _close(box: Sandbox, session: Json, status: str) -> Json:
    session.update(status=status, url=None)
    kind = "completed" if status == "complete" else "expired"
    box.emit(f"checkout.session.{kind}", session)
    return session


def _payer(box: Sandbox, session: Json, email: str, name: str) -> Json:
    if session["customer"]:
        return box.store.find("cus", session["customer"])
    return box.made("customer.created", objects.customer(email=email, name=name))


def _details(email: str, name: str) -> Json:
    blank = dict.fromkeys(("address", "business_name", "individual_name", "phone", "tax_ids"))
    return {**blank, "email": email, "name": name, "tax_exempt": "none"}


def _check(box: Sandbox, params: SessionCreate) -> None:
    if params.customer and params.customer_email:
        raise StripeError(
            "You may only specify one of these parameters: customer, customer_email.",
            param="customer",
        )
    if params.customer:
        box.store.find("cus", params.customer, "customer")
    for name in ("success_url", "cancel_url"):
        _check_url(name, getattr(params, name))
    if params.expires_at and not _SHORTEST <= params.expires_at - time.time() <= _LONGEST:
        raise StripeError(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.",
            param="expires_at",
        )


def _check_url(name: str, url: str | None) -> None:
    if url is None:
        return
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise StripeError("Not a valid URL", code="url_invalid", param=name)
