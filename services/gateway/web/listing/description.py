"""Describes in the API what a list can be asked for (OpenAPI 3.1, parameters in the query)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar.openapi.spec import Operation, Parameter, Reference, Schema

from services.gateway.web.listing.model import Listing
from services.gateway.web.listing.reading import Common

_WORDS = {
    "q": "What to look for: {searched}.",
    "sort": "The order. Without it: {default}.",
    "after": "Where the page begins: `next` of the one before.",
    "limit": "How many items a page has. Without it: {size}.",
}
_SCHEMA = {
    "type": "type", "enum": "enum", "format": "format", "pattern": "pattern", "items": "items",
    "minLength": "min_length", "maxLength": "max_length", "minimum": "minimum",
    "maximum": "maximum",
}  # fmt: skip


def described(listing: Listing[Any]) -> type[Operation]:
    """Return an `operation_class` for a route that reads what is asked for by `read`."""
    asked: list[Parameter | Reference] = list(_parameters(listing))

    @dataclass
    class ListOperation(Operation):
        """A route of a list, with what it can be asked for."""

        def __post_init__(self) -> None:
            self.parameters = [*(self.parameters or []), *asked]

    return ListOperation


def _parameters(listing: Listing[Any]) -> Iterator[Parameter]:
    values = {
        "searched": listing.searched,
        "default": next(iter(listing.orders)),
        "size": listing.size,
    }
    for field in msgspec.structs.fields(Common):
        schema = _schema(field.type)
        if field.name == "sort":
            schema = {"type": "string", "enum": list(listing.orders)}
        if field.name != "q" or listing.searched:
            yield _parameter(field.name, schema, _WORDS[field.name].format(**values))
    for field in msgspec.structs.fields(listing.filters):
        yield _parameter(field.name, _schema(field.type), "Narrows the list.")


def _parameter(name: str, schema: dict[str, Any], words: str) -> Parameter:
    known = {_SCHEMA[key]: value for key, value in schema.items() if key in _SCHEMA}
    return Parameter(name, "query", schema=Schema(**known), description=words)


def _schema(kind: Any) -> dict[str, Any]:
    """Return the JSON Schema of a type; what is left out of an address is null, so null is not."""
    schema = msgspec.json.schema(kind)
    for part in schema.get("anyOf", ()):
        if part.get("type") != "null":
            return dict(part)
    return schema
