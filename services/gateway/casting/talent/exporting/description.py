"""Describes exports in the API: what a list can be asked for, the form, and whom it is of."""

from dataclasses import dataclass
from typing import Any

from litestar.openapi.spec import (
    OpenAPIMediaType,
    OpenAPIResponse,
    Operation,
    Parameter,
    Schema,
)
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType

from services.gateway.casting.talent.exporting.model import FORMS, MOST_CHOSEN
from services.gateway.web import listing
from services.gateway.web.listing import Listing

_FORMAT = Parameter(
    "format",
    "query",
    schema=Schema(type=OpenAPIType.STRING, enum=list(FORMS)),
    description="The form. Without it: csv.",
)
_IDS = Parameter(
    "ids",
    "query",
    schema=Schema(
        type=OpenAPIType.ARRAY,
        items=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.UUID),
        max_items=MOST_CHOSEN,
    ),
    description="Only these. Without them: all that match.",
)


def described(of: Listing[Any]) -> type[Operation]:
    """Return an `operation_class` for a route that exports what a list has."""
    listed: Any = listing.described(of)

    @dataclass
    class ExportOperation(listed):  # type: ignore[misc]
        """A route that exports a list."""

        def __post_init__(self) -> None:
            super().__post_init__()
            _describe(self)

    made: type[Operation] = ExportOperation
    return made


def _describe(operation: Operation) -> None:
    file = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING))
    content = {form.media_type.partition(";")[0]: file for form in FORMS.values()}
    operation.parameters = [*(operation.parameters or []), _FORMAT, _IDS]
    operation.responses = {
        **(operation.responses or {}),
        "200": OpenAPIResponse(description="The file.", content=content),
    }
