"""Customers: who pays."""

from infra.embedded.stripe_sandbox import objects
from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.params import (
    CustomerCreate,
    CustomerList,
    CustomerUpdate,
    Params,
)
from infra.embedded.stripe_sandbox.sandbox import Sandbox, matching, merged, page


def create(box: Sandbox, params: CustomerCreate) -> Json:
    return box.made(
        "customer.created",
        objects.customer(
            email=params.email,
            name=params.name,
            description=params.description,
            metadata=params.metadata,
        ),
    )


def retrieve(box: Sandbox, _params: Params, key: str) -> Json:
    return box.store.find("cus", key)


def update(box: Sandbox, params: CustomerUpdate, key: str) -> Json:
    customer = box.store.find("cus", key)
    given = {"email": params.email, "name": params.name, "description": params.description}
    changes: Json = {name: value for name, value in given.items() if value is not None}
    changes["metadata"] = merged(customer["metadata"], params.metadata)
    return box.changed("customer.updated", customer, **changes)


def listed(box: Sandbox, params: CustomerList) -> Json:
    found = matching(box.store.all("cus").values(), email=params.email)
    return page(found, params, "/v1/customers")
