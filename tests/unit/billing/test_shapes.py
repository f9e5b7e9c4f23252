"""The sandbox's objects against the classes and parameters of the installed SDK."""

from typing import Any

import msgspec
import pytest
import stripe
from stripe import params as sdk
from stripe.params import billing_portal as sdk_portal
from stripe.params import checkout as sdk_checkout

from infra.embedded.stripe_sandbox import checkout_objects, objects, params
from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.invoice_objects import draft, invoice_item, price_line
from infra.embedded.stripe_sandbox.sandbox import API_VERSION
from infra.embedded.stripe_sandbox.state import Basket
from infra.embedded.stripe_sandbox.subscription_objects import subscription

CUSTOMER = objects.customer(email="a@office.example", name="Office", metadata={})
PRODUCT = objects.product(name="Callboard")
PRICE = objects.price(
    unit_amount=100, interval="month", interval_count=1, currency="usd", product=PRODUCT["id"]
)
SUBSCRIPTION = subscription(CUSTOMER["id"], PRICE, Basket(PRICE["id"], 1, {"a": "b"}), 1)
INVOICE = draft(CUSTOMER, SUBSCRIPTION, "subscription_create", 1)
LINE = price_line(INVOICE["id"], SUBSCRIPTION["items"]["data"][0], 100)
ITEM = invoice_item(CUSTOMER["id"], 5, "Hours", 1, SUBSCRIPTION["id"])
SESSION = checkout_objects.session(public_url="http://127.0.0.1", price=PRICE, quantity=1)

SHAPES: list[tuple[type[stripe.StripeObject], Json]] = [
    (stripe.Customer, CUSTOMER),
    (stripe.Product, PRODUCT),
    (stripe.Price, PRICE),
    (stripe.Plan, SUBSCRIPTION["items"]["data"][0]["plan"]),
    (stripe.Subscription, SUBSCRIPTION),
    (stripe.SubscriptionItem, SUBSCRIPTION["items"]["data"][0]),
    (stripe.Invoice, INVOICE),
    (stripe.InvoiceLineItem, LINE),
    (stripe.InvoiceItem, ITEM),
    (stripe.checkout.Session, SESSION),
    (stripe.LineItem, checkout_objects.line_item(PRICE, 1)),
    (stripe.Event, objects.event("invoice.paid", INVOICE, None, API_VERSION)),
]

TAKEN: list[tuple[Any, Any]] = [
    (params.CustomerCreate, sdk.CustomerCreateParams),
    (params.CustomerUpdate, sdk.CustomerUpdateParams),
    (params.CustomerList, sdk.CustomerListParams),
    (params.ProductCreate, sdk.ProductCreateParams),
    (params.ProductList, sdk.ProductListParams),
    (params.ProductData, sdk.PriceCreateParamsProductData),
    (params.PriceCreate, sdk.PriceCreateParams),
    (params.Recurring, sdk.PriceCreateParamsRecurring),
    (params.PriceList, sdk.PriceListParams),
    (params.SessionCreate, sdk_checkout.SessionCreateParams),
    (params.LineItem, sdk_checkout.SessionCreateParamsLineItem),
    (params.SubscriptionData, sdk_checkout.SessionCreateParamsSubscriptionData),
    (params.SessionList, sdk_checkout.SessionListParams),
    (params.SubscriptionUpdate, sdk.SubscriptionUpdateParams),
    (params.TaxIdCollection, sdk_checkout.SessionCreateParamsTaxIdCollection),
    (params.CustomerUpdating, sdk_checkout.SessionCreateParamsCustomerUpdate),
    (params.ItemChange, sdk.SubscriptionUpdateParamsItem),
    (params.SubscriptionCancel, sdk.SubscriptionCancelParams),
    (params.SubscriptionPause, sdk.SubscriptionPauseParams),
    (params.SubscriptionResume, sdk.SubscriptionResumeParams),
    (params.Anchor, sdk.SubscriptionResumeParamsBillingCycleAnchor),
    (params.InvoicePreview, sdk.InvoiceCreatePreviewParams),
    (params.PreviewDetails, sdk.InvoiceCreatePreviewParamsSubscriptionDetails),
    (params.InvoiceCreate, sdk.InvoiceCreateParams),
    (params.InvoiceItemCreate, sdk.InvoiceItemCreateParams),
    (params.Period, sdk.InvoiceItemCreateParamsPeriod),
    (params.InvoiceItemList, sdk.InvoiceItemListParams),
    (params.CouponCreate, sdk.CouponCreateParams),
    (params.PromotionCodeCreate, sdk.PromotionCodeCreateParams),
    (params.Promotion, sdk.PromotionCodeCreateParamsPromotion),
    (params.PromotionCodeList, sdk.PromotionCodeListParams),
    (params.PortalCreate, sdk_portal.SessionCreateParams),
    (params.SubscriptionList, sdk.SubscriptionListParams),
    (params.InvoiceList, sdk.InvoiceListParams),
    (params.EventList, sdk.EventListParams),
]


def annotations(kind: type) -> dict[str, str]:
    """Return a class's own annotations as text."""
    return {name: str(hint) for name, hint in kind.__annotations__.items()}


def optional(hint: str) -> bool:
    return "Optional[" in hint.split("ForwardRef(", 1)[0] or "ClassVar" in hint or "None" in hint


@pytest.mark.parametrize(("kind", "thing"), SHAPES, ids=lambda v: getattr(v, "__name__", ""))
def test_an_object_has_the_fields_that_the_sdk_knows(
    kind: type[stripe.StripeObject], thing: Json
) -> None:
    known = annotations(kind)
    always = {name for name, hint in known.items() if not optional(hint)}
    assert always - set(thing) == set()
    assert set(thing) - set(known) == set()


@pytest.mark.parametrize(("ours", "theirs"), TAKEN, ids=lambda v: getattr(v, "__name__", ""))
def test_a_parameter_taken_is_one_of_stripes(ours: Any, theirs: Any) -> None:
    taken = {field.name for field in msgspec.structs.fields(ours)}
    assert taken - set(theirs.__annotations__) == set()
