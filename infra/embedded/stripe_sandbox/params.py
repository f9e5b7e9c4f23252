"""The parameters each call takes. Names and rules are Stripe's; what is not here is refused."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Text = Annotated[str, Meta(min_length=1, max_length=5000)]
MetadataKey = Annotated[str, Meta(min_length=1, max_length=40)]
MetadataValue = Annotated[str, Meta(max_length=500)]
Metadata = Annotated[dict[MetadataKey, MetadataValue], Meta(max_length=50)]
Currency = Literal["usd", "eur", "gbp"]


class Params(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every call takes: paths of ids to replace by their objects."""

    expand: Annotated[list[str], Meta(max_length=20)] = []


class ListParams(Params, frozen=True):
    limit: Annotated[int, Meta(ge=1, le=100)] = 10
    starting_after: str | None = None


class CustomerCreate(Params, frozen=True):
    email: Text | None = None
    name: Text | None = None
    description: Text | None = None
    metadata: Metadata = {}


class CustomerUpdate(CustomerCreate, frozen=True):
    """What is left out stays as it is; an empty metadata value removes its key."""


class CustomerList(ListParams, frozen=True):
    email: str | None = None


class ProductCreate(Params, frozen=True):
    name: Text
    description: Text | None = None
    metadata: Metadata = {}


class ProductList(ListParams, frozen=True):
    active: bool | None = None


class ProductData(Struct, frozen=True, forbid_unknown_fields=True):
    name: Text
    metadata: Metadata = {}


class Recurring(Struct, frozen=True, forbid_unknown_fields=True):
    interval: Literal["month", "year"]
    interval_count: Annotated[int, Meta(ge=1, le=36)] = 1


class PriceCreate(Params, frozen=True):
    """A recurring price in the currency's smallest unit."""

    currency: Currency
    unit_amount: Annotated[int, Meta(ge=0, le=99_999_999)]
    recurring: Recurring
    product: str | None = None
    product_data: ProductData | None = None
    lookup_key: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    transfer_lookup_key: bool = False
    nickname: Text | None = None
    metadata: Metadata = {}


class PriceList(ListParams, frozen=True):
    lookup_keys: Annotated[list[str], Meta(max_length=10)] = []
    product: str | None = None
    active: bool | None = None


class LineItem(Struct, frozen=True, forbid_unknown_fields=True):
    price: str
    quantity: Annotated[int, Meta(ge=1, le=1000)]


class SubscriptionData(Struct, frozen=True, forbid_unknown_fields=True):
    metadata: Metadata = {}
    description: Annotated[str, Meta(max_length=500)] | None = None
    trial_period_days: Annotated[int, Meta(ge=1, le=730)] | None = None


class TaxIdCollection(Struct, frozen=True, forbid_unknown_fields=True):
    enabled: bool


class CustomerUpdating(Struct, frozen=True, forbid_unknown_fields=True):
    """What Checkout may write into a customer that was given to it."""

    name: Literal["auto", "never"] = "never"
    address: Literal["auto", "never"] = "never"


class SessionCreate(Params, frozen=True):
    mode: Literal["subscription"]
    line_items: Annotated[list[LineItem], Meta(min_length=1, max_length=1)]
    success_url: Text
    cancel_url: Text | None = None
    customer: str | None = None
    customer_email: Text | None = None
    client_reference_id: Annotated[str, Meta(max_length=200)] | None = None
    expires_at: int | None = None
    metadata: Metadata = {}
    subscription_data: SubscriptionData = SubscriptionData()
    allow_promotion_codes: bool | None = None
    billing_address_collection: Literal["auto", "required"] | None = None
    tax_id_collection: TaxIdCollection | None = None
    customer_update: CustomerUpdating | None = None


class SessionList(ListParams, frozen=True):
    customer: str | None = None
    subscription: str | None = None
    status: Literal["open", "complete", "expired"] | None = None


class ItemChange(Struct, frozen=True, forbid_unknown_fields=True):
    """An item of a subscription, by its id, and its new price."""

    id: str
    price: str


Prorating = Literal["always_invoice", "create_prorations", "none"]


class SubscriptionUpdate(Params, frozen=True):
    """What is left out stays as it is; an empty metadata value removes its key."""

    cancel_at_period_end: bool | None = None
    description: Annotated[str, Meta(max_length=500)] | None = None
    metadata: Metadata = {}
    items: Annotated[list[ItemChange], Meta(max_length=1)] = []
    proration_behavior: Prorating = "create_prorations"
    proration_date: int | None = None
    payment_behavior: Literal["allow_incomplete", "error_if_incomplete"] = "allow_incomplete"


class SubscriptionCancel(Params, frozen=True):
    invoice_now: bool = False
    prorate: bool = False


class SubscriptionPause(Params, frozen=True):
    """Unused time is put to the customer's credit, on the next invoice."""

    type: Literal["subscription"] = "subscription"
    invoicing_behavior: Literal["pending_invoice_item"] = "pending_invoice_item"


class Anchor(Struct, frozen=True, forbid_unknown_fields=True):
    type: Literal["now"] = "now"


class SubscriptionResume(Params, frozen=True):
    """A new period begins now, and is paid now."""

    billing_cycle_anchor: Anchor = Anchor()
    payment_behavior: Literal["resume_on_payment_attempt", "resume_on_payment_success"] = (
        "resume_on_payment_attempt"
    )


class SubscriptionList(ListParams, frozen=True):
    """Canceled ones are left out unless asked for, as Stripe does."""

    customer: str | None = None
    price: str | None = None
    status: Literal["active", "canceled", "past_due", "unpaid", "all"] | None = None


class InvoiceList(ListParams, frozen=True):
    customer: str | None = None
    subscription: str | None = None
    status: Literal["draft", "open", "paid", "uncollectible", "void"] | None = None


class PreviewDetails(Struct, frozen=True, forbid_unknown_fields=True):
    items: Annotated[list[ItemChange], Meta(max_length=1)] = []
    proration_behavior: Prorating = "create_prorations"
    proration_date: int | None = None


class InvoicePreview(Params, frozen=True):
    subscription: str
    customer: str | None = None
    subscription_details: PreviewDetails = PreviewDetails()


class InvoiceCreate(Params, frozen=True):
    """A draft for a customer alone; it closes by itself when `auto_advance` is true."""

    customer: str
    auto_advance: bool = True
    description: Text | None = None
    metadata: Metadata = {}
    pending_invoice_items_behavior: Literal["exclude"] = "exclude"


class Period(Struct, frozen=True, forbid_unknown_fields=True):
    start: int
    end: int


class InvoiceItemCreate(Params, frozen=True):
    customer: str
    amount: int
    currency: Currency
    description: Text | None = None
    invoice: str | None = None
    subscription: str | None = None
    period: Period | None = None
    metadata: Metadata = {}


class InvoiceItemList(ListParams, frozen=True):
    customer: str | None = None
    invoice: str | None = None


class CouponCreate(Params, frozen=True):
    id: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    name: Annotated[str, Meta(max_length=40)] | None = None
    percent_off: Annotated[float, Meta(gt=0, le=100)] | None = None
    amount_off: Annotated[int, Meta(ge=1)] | None = None
    currency: Currency | None = None
    duration: Literal["once", "forever"] = "once"
    max_redemptions: Annotated[int, Meta(ge=1)] | None = None


class Promotion(Struct, frozen=True, forbid_unknown_fields=True):
    type: Literal["coupon"]
    coupon: str


class PromotionCodeCreate(Params, frozen=True):
    promotion: Promotion
    code: Annotated[str, Meta(min_length=1, max_length=500, pattern="^[A-Za-z0-9-]+$")] | None = (
        None
    )
    max_redemptions: Annotated[int, Meta(ge=1)] | None = None


class PromotionCodeList(ListParams, frozen=True):
    code: str | None = None
    active: bool | None = None


class PortalCreate(Params, frozen=True):
    customer: str
    return_url: Text | None = None


class EventList(ListParams, frozen=True):
    type: str | None = None
