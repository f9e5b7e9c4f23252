"""Adds to the API's description (OpenAPI 3.1) what is true of all routes: who may call, what is
refused, in which form, and the headers of both.

The framework writes what each route declares.
"""

import copy
from typing import Any

import msgspec
from litestar import Request
from litestar.openapi.plugins import JsonRenderPlugin

from services.gateway.settings import Settings
from services.gateway.web.errors.model import Problem
from services.gateway.web.idempotency.model import HEADER, KEY_LIMIT

Json = dict[str, Any]

ABOUT = """What members do on pages, programs do here. Times are RFC 3339, ids are UUIDs. An unsafe
call that names itself (`Idempotency-Key`) is carried out once. How much is left of what one caller
may ask is in the `RateLimit` headers of each answer."""
REFUSALS = {
    "400": "This is not JSON, not in the shape that is asked for, or not HTTP.",
    "401": "There is no token and no session, or it is not accepted.",
    "402": "The production is only read: it is paused, not paid for, has ended or is wrapped.",
    "403": "The part or the token does not include this, or it came from another site's page.",
    "404": "Your agency has no such thing, or the list no such page.",
    "409": "It was changed meanwhile: `version` is the newest, `changes` what differs. Or a call "
    "of this `Idempotency-Key` is not over yet.",
    "415": "This is not JSON.",
    "422": "A value is wrong: `fields` says which, and how.",
    "429": "This was too much at once; `Retry-After` says when to go on.",
    "500": "A fault of ours.",
    "503": "A part of Callboard does not answer just now.",
}
_READING = {"401", "403", "429", "500", "503"}
_BY_ID = {"404"}
_WRITING = {"400", "402", "409", "415", "422"}
_ASKED = {"404", "422"}
_WALL_TIME = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$"
_CLOCK = r"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$"
_LEVEL = {
    "RateLimit-Limit": "How many calls fit in at once.",
    "RateLimit-Remaining": "How many of them are left.",
    "RateLimit-Reset": "Seconds until all are left again.",
}
_MORE = {
    "401": {"WWW-Authenticate": "`Bearer` (RFC 6750)."},
    "429": {"Retry-After": "Seconds until one call fits in again."},
}


class OpenApiDescription(JsonRenderPlugin):
    """Serves the description, with what is true of all routes."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def render(self, request: Request[Any, Any, Any], openapi_schema: Json) -> bytes:
        return super().render(request, described(openapi_schema, self._settings))


def described(schema: Json, settings: Settings) -> Json:
    """Return a description with what is true of all routes."""
    whole = copy.deepcopy(schema)
    whole["info"]["description"] = ABOUT
    whole["servers"] = [{"url": settings.public_url}]
    whole["security"] = [{"token": []}, {"session": []}]
    parts = whole.setdefault("components", {})
    parts["securitySchemes"] = _schemes(settings)
    parts.setdefault("schemas", {}).update(_problem())
    for shape in parts["schemas"].values():
        _describe_wall_times(shape)
    for path, operations in whole["paths"].items():
        for method, operation in operations.items():
            _describe(operation, by_id="{" in path, writes=method != "get")
    return whole


def _schemes(settings: Settings) -> Json:
    return {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A token that an owner made under *Team*. It works for its maker.",
        },
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.cookie("session"),
            "description": "Who is signed in with a browser.",
        },
    }


def _problem() -> Json:
    """Return the shape of a refusal (RFC 9457), and those in it, as the structs have them."""
    template = "#/components/schemas/{name}"
    schemas = msgspec.json.schema_components([Problem], ref_template=template)[1]
    # The library writes pairs as JSON Schema had them before 2020-12.
    pair = {"items": {"type": "string"}, "minItems": 2, "maxItems": 2}
    label = "What to do next: its words, and where."
    fields = schemas["Problem"]["properties"]
    fields["next_step"] = {"type": "array", "description": label, **pair}
    return schemas


def _describe_wall_times(shape: Json) -> None:
    """Say that `local_…` is a wall time: without the offset that `date-time` has (RFC 3339).

    The framework takes times of a day for durations.
    """
    for name, field in shape.get("properties", {}).items():
        for kind in (field, *field.get("oneOf", ())):
            if kind.get("format") == "duration":
                del kind["format"]
                kind |= {"pattern": _CLOCK, "description": "Wall time: hours, minutes, seconds."}
            if name.startswith("local_") and kind.get("format") == "date-time":
                del kind["format"]
                kind |= {"pattern": _WALL_TIME, "description": "Wall time: without an offset."}


def _describe(operation: Json, *, by_id: bool, writes: bool) -> None:
    answers = operation["responses"]
    for status, answer in answers.items():
        if status.startswith("2"):
            answer["headers"] = _headers(_LEVEL)
    asked = any(each["in"] == "query" for each in operation.get("parameters", ()))
    refused = _READING | (_BY_ID if by_id else set()) | (_WRITING if writes else set())
    refused |= _ASKED if asked else set()
    answers.pop("400", None)  # the framework's own shape, which nobody is answered
    answers |= {status: _refusal(status) for status in sorted(refused)}
    if writes:
        operation.setdefault("parameters", []).append(_repeat())


def _refusal(status: str) -> Json:
    shape = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": REFUSALS[status],
        "headers": _headers(_MORE.get(status, {})),
        "content": {"application/problem+json": {"schema": shape}},
    }


def _headers(described: dict[str, str]) -> Json:
    kinds = {"WWW-Authenticate": "string"}
    return {
        name: {"description": words, "schema": {"type": kinds.get(name, "integer")}}
        for name, words in described.items()
    }


def _repeat() -> Json:
    return {
        "name": HEADER,
        "in": "header",
        "required": False,
        "description": "Names this call, so that it is carried out once however often it is sent.",
        "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": KEY_LIMIT,
            "pattern": "^[\\u0020-\\u007e]+$",
        },
    }
