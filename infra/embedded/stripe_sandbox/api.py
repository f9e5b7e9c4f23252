"""The calls the sandbox answers, and how each is answered."""

import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Any, Literal

import msgspec
from litestar import HttpMethod, Request, Response
from litestar.handlers import HTTPRouteHandler

from infra.embedded.stripe_sandbox import (
    catalogue,
    customers,
    discounts,
    encoding,
    items,
    params,
    portal,
    proration,
    records,
    sessions,
    subscriptions,
)
from infra.embedded.stripe_sandbox.errors import (
    Json,
    StripeError,
    bad_key,
    other_request_with_key,
)
from infra.embedded.stripe_sandbox.expand import expanded
from infra.embedded.stripe_sandbox.objects import new_key
from infra.embedded.stripe_sandbox.sandbox import API_VERSION, Sandbox
from infra.embedded.stripe_sandbox.state import Answer

MAX_KEY = 255


class Call(msgspec.Struct, frozen=True):
    """One call of Stripe's API. `act(sandbox, params[, id])` returns the object to answer with."""

    method: Literal["GET", "POST", "DELETE"]
    path: str
    params: type[params.Params]
    act: Callable[..., Json]


CALLS = (
    Call("POST", "/customers", params.CustomerCreate, customers.create),
    Call("GET", "/customers", params.CustomerList, customers.listed),
    Call("GET", "/customers/{key:str}", params.Params, customers.retrieve),
    Call("POST", "/customers/{key:str}", params.CustomerUpdate, customers.update),
    Call("POST", "/products", params.ProductCreate, catalogue.create_product),
    Call("GET", "/products", params.ProductList, catalogue.list_products),
    Call("GET", "/products/{key:str}", params.Params, catalogue.retrieve_product),
    Call("POST", "/prices", params.PriceCreate, catalogue.create_price),
    Call("GET", "/prices", params.PriceList, catalogue.list_prices),
    Call("GET", "/prices/{key:str}", params.Params, catalogue.retrieve_price),
    Call("POST", "/checkout/sessions", params.SessionCreate, sessions.create),
    Call("GET", "/checkout/sessions", params.SessionList, sessions.listed),
    Call("GET", "/checkout/sessions/{key:str}", params.Params, sessions.retrieve),
    Call("POST", "/checkout/sessions/{key:str}/expire", params.Params, sessions.expire),
    Call("GET", "/subscriptions", params.SubscriptionList, subscriptions.listed),
    Call("GET", "/subscriptions/{key:str}", params.Params, subscriptions.retrieve),
    Call("POST", "/subscriptions/{key:str}", params.SubscriptionUpdate, subscriptions.update),
    Call("DELETE", "/subscriptions/{key:str}", params.SubscriptionCancel, subscriptions.cancel),
    Call("POST", "/subscriptions/{key:str}/pause", params.SubscriptionPause, subscriptions.pause),
    Call(
        "POST", "/subscriptions/{key:str}/resume", params.SubscriptionResume, subscriptions.resume
    ),
    Call("POST", "/invoices", params.InvoiceCreate, items.create_invoice),
    Call("POST", "/invoices/create_preview", params.InvoicePreview, proration.preview),
    Call("POST", "/invoiceitems", params.InvoiceItemCreate, items.create_item),
    Call("GET", "/invoiceitems", params.InvoiceItemList, items.list_items),
    Call("GET", "/invoiceitems/{key:str}", params.Params, items.retrieve_item),
    Call("POST", "/coupons", params.CouponCreate, discounts.create_coupon),
    Call("GET", "/coupons", params.ListParams, discounts.list_coupons),
    Call("GET", "/coupons/{key:str}", params.Params, discounts.retrieve_coupon),
    Call("POST", "/promotion_codes", params.PromotionCodeCreate, discounts.create_code),
    Call("GET", "/promotion_codes", params.PromotionCodeList, discounts.list_codes),
    Call("POST", "/billing_portal/sessions", params.PortalCreate, portal.create),
    Call("GET", "/invoices", params.InvoiceList, records.list_invoices),
    Call("GET", "/invoices/{key:str}", params.Params, records.retrieve_invoice),
    Call("GET", "/events", params.EventList, records.list_events),
    Call("GET", "/events/{key:str}", params.Params, records.retrieve_event),
)


def handlers(box: Sandbox) -> list[HTTPRouteHandler]:
    return [_handler(box, call) for call in CALLS]


def _handler(box: Sandbox, call: Call) -> HTTPRouteHandler:
    async def handle(request: Request[Any, Any, Any]) -> Response[bytes]:
        authenticate(box, request.headers.get("authorization", ""))
        encoded = await _encoded(request)
        key = request.headers.get("idempotency-key", "") if call.method == "POST" else ""
        return _answered(box, call, request, encoded, key)

    return HTTPRouteHandler(
        f"/v1{call.path}",
        http_method=HttpMethod(call.method),
        status_code=200,
        name=f"{call.method} {call.path}",
    )(handle)


async def _encoded(request: Request[Any, Any, Any]) -> str:
    body = await request.body()
    try:
        return "&".join(part for part in (request.url.query, body.decode()) if part)
    except UnicodeDecodeError as error:
        raise StripeError("Invalid request: the body is not UTF-8.") from error


def authenticate(box: Sandbox, header: str) -> None:
    given = header.removeprefix("Bearer ").strip()
    if not hmac.compare_digest(given.encode(), box.options.key.encode()):
        raise bad_key(given)


def _answered(
    box: Sandbox, call: Call, request: Request[Any, Any, Any], encoded: str, key: str
) -> Response[bytes]:
    if len(key) > MAX_KEY:
        raise StripeError("Idempotency keys may be at most 255 characters long.")
    request_hash = hashlib.sha256(f"{request.url.path}?{encoded}".encode()).hexdigest()
    stored = box.store.answer(key) if key else None
    if stored and stored.request_hash != request_hash:
        raise other_request_with_key(key)
    answer = stored or _act(box, call, encoded, request, request_hash)
    if key and not stored:
        box.store.keep_answer(key, answer)
    box.store.save()
    headers = {"Request-Id": new_key("req", 14), "Stripe-Version": API_VERSION}
    if key:
        headers |= {"Idempotency-Key": key}
    if stored:
        headers |= {"Idempotent-Replayed": "true"}
    return Response(answer.body, media_type="application/json", headers=headers)


def _act(
    box: Sandbox, call: Call, encoded: str, request: Request[Any, Any, Any], request_hash: str
) -> Answer:
    given = encoding.convert(encoding.parse(encoded), call.params)
    thing = expanded(box.store, call.act(box, given, *request.path_params.values()), given.expand)
    return Answer(request_hash, msgspec.json.encode(thing), time.time())
