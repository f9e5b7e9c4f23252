"""What a person chooses for themselves, as it is typed."""

from typing import Annotated, Literal, TypeAlias

import msgspec

from services.gateway.web.rendering.display import Clock, Language
from shared.errors import Invalid
from shared.lines import FILLED_OR_EMPTY, Line, OptionalLine

Zone: TypeAlias = Annotated[str, msgspec.Meta(max_length=60, pattern=FILLED_OR_EMPTY)]


class NewPreferences(msgspec.Struct, frozen=True):
    """The zone, clock and language of dates; "" follows the agency, or the browser."""

    zone: Zone = ""
    clock: Clock | Literal[""] = ""
    language: Language | Literal[""] = ""


class NewName(msgspec.Struct, frozen=True):
    """How a person wants to be called, and how they were where that was typed."""

    name: Line
    before: OptionalLine = ""


class ZoneUnknown(Invalid):
    """Please choose a time zone of the list."""
