"""vCards (RFC 6350, version 4.0).

Written by icalendar, whose content lines, folding and escaping are those of vCard too (RFC 6350
sections 3.2 to 3.4 follow RFC 5545's); libraries of vCard alone write version 3.0.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from icalendar.cal.component import Component
from icalendar.prop import vCategory, vOrg, vText, vUri

MEDIA_TYPE = "text/vcard; charset=utf-8"
_TEXTS = {"email": "email", "phone": "tel", "title": "title", "zone": "tz", "pronouns": "pronouns"}
"""Fields that are texts, by the names of their properties; PRONOUNS is of RFC 9554."""


class VCard(Component):
    """One card."""

    name = "VCARD"


def card(person: Mapping[str, Any]) -> str:
    """Write a card of somebody, by the columns of `talent` or of `contact`."""
    made = VCard()
    made.add("version", vText("4.0"))
    made.add("uid", vUri(UUID(str(person["id"])).urn))
    made.add("kind", vText("individual"))
    made.add("fn", vText(person["name"]))
    for field, name in _TEXTS.items():
        if value := person.get(field):
            made.add(name, vText(value))
    if company := person.get("company"):
        made.add("org", vOrg((company,)))
    for link in person.get("links", ()):
        made.add("url", vUri(link))
    if tags := person.get("tags"):
        made.add("categories", vCategory(list(tags)))
    if note := _note(person):
        made.add("note", vText(note))
    return str(made.to_ical(sorted=False), "utf-8")


def _note(person: Mapping[str, Any]) -> str:
    """Return what no property of vCard is for, in words."""
    said: Sequence[str] = [
        f"{words}: {_in_words(value)}"
        for field, words in _IN_NOTE.items()
        if (value := person.get(field)) not in (None, "", [], ())
    ]
    return "\n".join(filter(None, [person.get("note", ""), *said]))


_IN_NOTE = {
    "based_in": "Based in",
    "playing_age_from": "Playing age from",
    "playing_age_to": "Playing age to",
    "height_cm": "Height in cm",
    "skills": "Skills",
    "languages": "Languages",
    "accents": "Accents",
    "unions": "Unions",
}


def _in_words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list | tuple) else str(value)
