"""How instants and days are shown: as a person has chosen, or else their agency."""

from collections.abc import Mapping
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from shared.texts import gettext_noop

Clock: TypeAlias = Literal["24", "12"]
Language: TypeAlias = Literal[
    "en_GB", "en_US", "cs", "da", "de", "es", "fr", "it", "nb", "nl", "pl", "pt", "sv"
]
"""A locale of the Unicode CLDR, in which dates are written."""

CLOCKS: Mapping[Clock, str] = {
    "24": gettext_noop("24 hours, as 16:30"),
    "12": gettext_noop("12 hours, as 4:30 pm"),
}
LANGUAGES: Mapping[Language, str] = {
    "en_GB": "English, as 30 Nov 2026",
    "en_US": "English, as Nov 30, 2026",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nb": "Norsk",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "sv": "Svenska",
}


class Preferences(msgspec.Struct, frozen=True):
    """What a person has chosen for themselves; "" is what they have not."""

    zone: str = ""
    clock: Clock | Literal[""] = ""
    language: Language | Literal[""] = ""


class AgencySettings(msgspec.Struct, frozen=True):
    """What an agency has set for all its people.

    `zone` is a name of the IANA database, or "". `reply_to` is where answers to its mails go, ""
    for whoever wrote; `signature` is the text below its letters. `logo` is the id of its picture.
    """

    zone: str = ""
    clock: Clock = "24"
    reply_to: str = ""
    signature: str = ""
    logo: UUID | None = None


class Display(msgspec.Struct, frozen=True):
    """How one reader sees instants and days. Without a `zone` they are in UTC, until the reader's
    browser says where it is."""

    zone: str = ""
    clock: Clock = "24"
    language: Language = "en_GB"


def display_of(person: Preferences, agency: AgencySettings) -> Display:
    """Return what a person has chosen, and their agency's where they have not."""
    return Display(
        person.zone or agency.zone, person.clock or agency.clock, person.language or "en_GB"
    )
