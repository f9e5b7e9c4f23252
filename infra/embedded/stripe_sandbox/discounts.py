"""Coupons, the codes by which people name them, and what they take off."""

import secrets
import string

from infra.embedded.stripe_sandbox.errors import Json, StripeError, missing_object
from infra.embedded.stripe_sandbox.objects import born, new_key
from infra.embedded.stripe_sandbox.params import (
    CouponCreate,
    ListParams,
    Params,
    PromotionCodeCreate,
    PromotionCodeList,
)
from infra.embedded.stripe_sandbox.sandbox import Sandbox, matching, page


def create_coupon(box: Sandbox, params: CouponCreate) -> Json:
    if (params.percent_off is None) == (params.amount_off is None):
        raise StripeError("You must pass either `amount_off` or `percent_off`.")
    if params.amount_off is not None and params.currency is None:
        raise StripeError("You must pass `currency` with `amount_off`.", param="currency")
    key = params.id or new_key("", 8)[1:]
    if key in box.store.all("coupon"):
        raise StripeError("Coupon already exists.", code="resource_already_exists")
    made = {
        **born("coupon", "coupon", at=box.now()),
        "id": key,
        "amount_off": params.amount_off,
        "currency": params.currency,
        "duration": params.duration,
        "duration_in_months": None,
        "max_redemptions": params.max_redemptions,
        "metadata": {},
        "name": params.name,
        "percent_off": params.percent_off,
        "redeem_by": None,
        "times_redeemed": 0,
        "valid": True,
    }
    box.store.add(made, "coupon")
    box.emit("coupon.created", made)
    return made


def retrieve_coupon(box: Sandbox, _params: Params, key: str) -> Json:
    return box.store.find("coupon", key)


def list_coupons(box: Sandbox, params: ListParams) -> Json:
    return page(box.store.all("coupon").values(), params, "/v1/coupons")


def create_code(box: Sandbox, params: PromotionCodeCreate) -> Json:
    coupon = box.store.find("coupon", params.promotion.coupon, "promotion[coupon]")
    letters = string.ascii_uppercase + string.digits
    code = params.code or "".join(secrets.choice(letters) for _ in range(8))
    if matching(box.store.all("promo").values(), code=code, active=True):
        raise StripeError("An active promotion code with this code exists already.", param="code")
    made = {
        **born("promo", "promotion_code", at=box.now()),
        "active": True,
        "code": code,
        "customer": None,
        "expires_at": None,
        "max_redemptions": params.max_redemptions,
        "metadata": {},
        "promotion": {"type": "coupon", "coupon": coupon["id"]},
        "restrictions": {
            "first_time_transaction": False,
            "minimum_amount": None,
            "minimum_amount_currency": None,
        },
        "times_redeemed": 0,
    }
    return box.made("promotion_code.created", made)


def list_codes(box: Sandbox, params: PromotionCodeList) -> Json:
    found = matching(box.store.all("promo").values(), code=params.code, active=params.active)
    return page(found, params, "/v1/promotion_codes")


def typed(box: Sandbox, code: str) -> Json | None:
    """Return the promotion code that somebody typed, whatever its case; None when it is none."""
    for promo in matching(box.store.all("promo").values(), active=True):
        used_up = promo["max_redemptions"] and promo["times_redeemed"] >= promo["max_redemptions"]
        if promo["code"].casefold() == code.strip().casefold() and not used_up:
            return promo
    return None


def redeem(box: Sandbox, promo: Json, subscription: Json) -> None:
    """Give a subscription what a promotion code promises."""
    key = new_key("di")
    box.store.all("di")[key] = {
        "id": key,
        "object": "discount",
        "checkout_session": None,
        "customer": subscription["customer"],
        "end": None,
        "invoice": None,
        "invoice_item": None,
        "promotion_code": promo["id"],
        "source": {"type": "coupon", "coupon": promo["promotion"]["coupon"]},
        "start": box.now(),
        "subscription": subscription["id"],
        "subscription_item": None,
    }
    promo["times_redeemed"] += 1
    subscription["discounts"] = [key]


def off(box: Sandbox, invoice: Json, subtotal: int) -> list[Json]:
    """Return what each discount of an invoice takes off, at most all that is left."""
    taken, rest = [], max(0, subtotal)
    for key in invoice["discounts"]:
        amount = min(rest, less(coupon_of(box, key), rest))
        taken.append({"amount": amount, "discount": key})
        rest -= amount
    return taken


def less(coupon: Json, amount: int) -> int:
    """Return what a coupon takes off an amount."""
    if coupon["amount_off"] is not None:
        return min(amount, int(coupon["amount_off"]))
    return round(amount * float(coupon["percent_off"]) / 100)


def coupon_of(box: Sandbox, discount: str) -> Json:
    found = box.store.all("di").get(discount)
    if found is None:
        raise missing_object("discount", discount)
    return box.store.find("coupon", found["source"]["coupon"])


def spend(box: Sandbox, subscription: Json) -> None:
    """After an invoice: a coupon for once is gone."""
    subscription["discounts"] = [
        key for key in subscription["discounts"] if coupon_of(box, key)["duration"] == "forever"
    ]
