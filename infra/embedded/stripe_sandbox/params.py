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


class SessionList(ListParams, frozen=True):
    customer: str | None = None
    subscription: str | None = None
    status: Literal["open", "complete", "expired"] | None = None


class SubscriptionUpdate(Params, frozen=True):
    """What is left out stays as it is; an empty metadata value removes its key."""

    cancel_at_period_end: bool | None = None
    description: Annotated[str, Meta(max_length=500)] | None = None
    metadata: Metadata = {}


class SubscriptionList(ListParams, frozen=True):
    """Canceled ones are left out unless asked for, as Stripe does."""

    customer: str | None = None
    price: str | None = None
    status: Literal["active", "canceled", "past_due", "unpaid", "all"] | None = None


class InvoiceList(ListParams, frozen=True):
    customer: str | None = None
    subscription: str | None = None
    status: Literal["draft", "open", "paid", "uncollectible", "void"] | None = None


class EventList(ListParams, frozen=True):
    type: str | None = None
