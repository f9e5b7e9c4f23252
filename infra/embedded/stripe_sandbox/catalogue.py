"""Products and prices: what is sold."""

from infra.embedded.stripe_sandbox import objects
from infra.embedded.stripe_sandbox.errors import Json, StripeError
from infra.embedded.stripe_sandbox.params import (
    Params,
    PriceCreate,
    PriceList,
    ProductCreate,
    ProductList,
)
from infra.embedded.stripe_sandbox.sandbox import Sandbox, matching, page


def create_product(box: Sandbox, params: ProductCreate) -> Json:
    made = objects.product(
        name=params.name, description=params.description, metadata=params.metadata
    )
    return box.made("product.created", made)


def retrieve_product(box: Sandbox, _params: Params, key: str) -> Json:
    return box.store.find("prod", key)


def list_products(box: Sandbox, params: ProductList) -> Json:
    found = matching(box.store.all("prod").values(), active=params.active)
    return page(found, params, "/v1/products")


def create_price(box: Sandbox, params: PriceCreate) -> Json:
    _free_lookup_key(box, params)
    made = objects.price(
        unit_amount=params.unit_amount,
        interval=params.recurring.interval,
        interval_count=params.recurring.interval_count,
        currency=params.currency,
        product=_product_of(box, params),
        lookup_key=params.lookup_key,
        nickname=params.nickname,
        metadata=params.metadata,
    )
    return box.made("price.created", made)


def retrieve_price(box: Sandbox, _params: Params, key: str) -> Json:
    return box.store.find("price", key)


def list_prices(box: Sandbox, params: PriceList) -> Json:
    found = matching(box.store.all("price").values(), active=params.active, product=params.product)
    if params.lookup_keys:
        found = [price for price in found if price["lookup_key"] in params.lookup_keys]
    return page(found, params, "/v1/prices")


def _free_lookup_key(box: Sandbox, params: PriceCreate) -> None:
    """Take the lookup key from the price that has it, or refuse when not asked to."""
    if params.lookup_key is None:
        return
    for holder in matching(box.store.all("price").values(), lookup_key=params.lookup_key):
        if not params.transfer_lookup_key:
            raise StripeError(
                f"A price (`{holder['id']}`) already uses that lookup key.", param="lookup_key"
            )
        box.changed("price.updated", holder, lookup_key=None)


def _product_of(box: Sandbox, params: PriceCreate) -> str:
    if (params.product is None) == (params.product_data is None):
        raise StripeError("You must specify one of `product` or `product_data`.", param="product")
    if params.product_data is None:
        return str(box.store.find("prod", str(params.product), "product")["id"])
    data = params.product_data
    made = box.made("product.created", objects.product(name=data.name, metadata=data.metadata))
    return str(made["id"])
