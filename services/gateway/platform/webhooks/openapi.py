"""Outgoing webhooks in the API's own description (OpenAPI 3.1, `webhooks`)."""

import msgspec
from litestar.openapi.spec import (
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    Parameter,
    PathItem,
    Reference,
    RequestBody,
    Schema,
)

from services.gateway.platform.webhooks.delivery.model import BACK_OFF
from services.gateway.platform.webhooks.event_types import KINDS, EventType
from services.gateway.platform.webhooks.model import KindName

HOW = f"""Posted as JSON to the addresses that the agency's owners name, at least once, in no
particular order; the same `webhook-id` is the same message again. Anything but a 2xx within 10 s is
an attempt that failed: it is tried {len(BACK_OFF)} times more, after 5 s to 24 hours. 410 switches
the webhook off. Look at the signature before anything else (Standard Webhooks 1.0.0)."""

_HEADERS = {
    "webhook-id": "The message's id, the same each time it is sent.",
    "webhook-timestamp": "When this was sent, in seconds since 1970. Refuse what is older than "
    "five minutes.",
    "webhook-signature": "One or more of `v1,<signature>`, with spaces between: base64 of the "
    "HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<body>`, under the secret's bytes "
    "(base64, after `whsec_`). One that fits is enough.",
}


def webhooks() -> dict[str, PathItem | Reference]:
    """Return each kind as an operation of the receiver."""
    return {name: PathItem(post=_operation(name, kind)) for name, kind in KINDS.items()}


def _operation(name: KindName, kind: EventType) -> Operation:
    media = OpenAPIMediaType(schema=_message(name, kind))
    return Operation(
        tags=["webhooks"],
        operation_id=f"webhook {name}",
        summary=kind.words,
        description=HOW,
        parameters=[
            Parameter(each, "header", description=words, required=True, schema=_plain("string"))
            for each, words in _HEADERS.items()
        ],
        request_body=RequestBody(content={"application/json": media}, required=True),
        responses={"2XX": OpenAPIResponse("It was taken."), "410": OpenAPIResponse("No more.")},
    )


def _message(name: KindName, kind: EventType) -> Schema:
    return _whole({
        "type": Schema(type=OpenAPIType.STRING, const=name),
        "version": Schema(type=OpenAPIType.INTEGER, const=kind.version),
        "id": Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.UUID),
        "timestamp": Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.DATE_TIME),
        "agency_id": Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.UUID),
        "data": _data(kind.data),
    })  # fmt: skip


def _data(kind: type[msgspec.Struct]) -> Schema:
    shape = msgspec.json.schema_components([kind])[1][kind.__name__]
    return _whole({name: _plain(**each) for name, each in shape["properties"].items()})


def _plain(type: str, format: str | None = None) -> Schema:  # noqa: A002 - as JSON Schema says
    return Schema(
        type=OpenAPIType(type), format=OpenAPIFormat(format) if format is not None else None
    )


def _whole(properties: dict[str, Reference | Schema]) -> Schema:
    return Schema(type=OpenAPIType.OBJECT, properties=properties, required=list(properties))
