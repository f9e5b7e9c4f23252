"""What a person chooses for themselves, as it is typed."""

from typing import Literal

import msgspec

from services.gateway.web.rendering.display import Clock, Language
from services.gateway.web.rendering.zones import Zone
from shared.lines import Line, OptionalLine


class NewPreferences(msgspec.Struct, frozen=True):
    """The zone, clock and language of dates; "" follows the agency, or the browser."""

    zone: Zone = ""
    clock: Clock | Literal[""] = ""
    language: Language | Literal[""] = ""


class NewName(msgspec.Struct, frozen=True):
    """How a person wants to be called, and how they were where that was typed."""

    name: Line
    before: OptionalLine = ""
