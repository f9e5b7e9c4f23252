"""Checkout sessions, and what paying one makes."""

from typing import Literal
from urllib.parse import urlsplit

from infra.embedded.stripe_sandbox import checkout_objects, discounts, invoicing, objects
from infra.embedded.stripe_sandbox.errors import Json, StripeError
from infra.embedded.stripe_sandbox.invoice_objects import price_line
from infra.embedded.stripe_sandbox.params import Params, SessionCreate, SessionList
from infra.embedded.stripe_sandbox.sandbox import Sandbox, matching, page
from infra.embedded.stripe_sandbox.state import Basket
from infra.embedded.stripe_sandbox.subscription_objects import on_trial, subscription

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
        allow_promotion_codes=params.allow_promotion_codes,
        billing_address_collection=params.billing_address_collection,
        tax_id_collection={"enabled": True, "required": "never"}
        if params.tax_id_collection and params.tax_id_collection.enabled
        else None,
        at=box.now(),
        **({"expires_at": params.expires_at} if params.expires_at else {}),
    )
    data = params.subscription_data
    box.store.state.baskets[made["id"]] = Basket(
        price["id"], line.quantity, data.metadata, data.description, data.trial_period_days or 0
    )
    return box.store.add(made)


def retrieve(box: Sandbox, _params: Params, key: str) -> Json:
    return current(box, key)


def current(box: Sandbox, key: str) -> Json:
    """Return the session as it stands now: one that outlived its time expires on this look."""
    session = box.store.find("cs", key)
    if session["status"] == "open" and session["expires_at"] <= box.now():
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


def pay(
    box: Sandbox,
    session: Json,
    email: str,
    name: str,
    *,
    promo: Json | None = None,
    wallet: Literal["pays", "fails"] = "pays",
) -> Json:
    """Complete an open session: customer, active subscription, paid invoice, and their events."""
    basket = box.store.state.baskets[session["id"]]
    payer = _payer(box, session, email, name)
    made = subscription(payer["id"], box.store.find("price", basket.price), basket, box.now())
    if basket.trial_days:
        on_trial(made, basket.trial_days)
    if promo:
        discounts.redeem(box, promo, made)
    invoice = _first_invoice(box, payer, made)
    box.store.state.wallets[payer["id"]] = wallet
    session.update(
        customer=payer["id"],
        customer_details=_details(email, name),
        invoice=invoice["id"],
        payment_status="paid",
        subscription=made["id"],
    )
    return _close(box, session, "complete")


def _first_invoice(box: Sandbox, payer: Json, made: Json) -> Json:
    invoice = invoicing.make(box, payer, made, "subscription_create")
    (item,) = made["items"]["data"]
    full = item["price"]["unit_amount"] * item["quantity"]
    amount = 0 if made["status"] == "trialing" else full
    invoice["lines"]["data"].append(price_line(invoice["id"], item, amount))
    invoicing.add_up(box, invoice)
    made["latest_invoice"] = invoice["id"]
    box.made("customer.subscription.created", made)
    box.made("invoice.created", invoice)
    box.store.state.wallets[payer["id"]] = "pays"  # the page has just seen it pay
    invoicing.finalize(box, invoice)
    invoicing.collect(box, invoice)
    discounts.spend(box, made)
    return invoice


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
    _check_tax_ids(params)
    for name in ("success_url", "cancel_url"):
        _check_url(name, getattr(params, name))
    if params.expires_at and not _SHORTEST <= params.expires_at - box.now() <= _LONGEST:
        raise StripeError(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.",
            param="expires_at",
        )


def _check_tax_ids(params: SessionCreate) -> None:
    wanted = params.tax_id_collection is not None and params.tax_id_collection.enabled
    named = params.customer_update is not None and params.customer_update.name == "auto"
    if wanted and params.customer and not named:
        raise StripeError(
            "Tax ID collection requires updating business name on the customer. To enable tax ID "
            "collection for an existing customer, please set `customer_update[name]` to `auto`.",
            param="customer_update",
        )
    if params.customer_update is not None and not params.customer:
        raise StripeError(
            "`customer_update` can only be used with `customer`.", param="customer_update"
        )


def _check_url(name: str, url: str | None) -> None:
    if url is None:
        return
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise StripeError("Not a valid URL", code="url_invalid", param=name)
