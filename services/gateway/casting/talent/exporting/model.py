"""What is taken along, and in which form."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.casting.talent.exporting import vcards
from services.gateway.web.rendering import spreadsheets
from shared.errors import NotFound

Format: TypeAlias = Literal["csv", "vcard"]
MOST_CHOSEN = 200
"""As many as a page of a list has: what was ticked stands in an address."""
PART = 500
"""Records that are read at once."""


class Wanted(msgspec.Struct, frozen=True):
    """The form of an export, and whom it is of: some, or all that match a list's search."""

    format: Format = "csv"
    ids: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=MOST_CHOSEN)] = ()


class NobodyMatches(NotFound):
    """Nobody matches, so there is nothing to take along."""


COLUMNS: Mapping[str, Sequence[str]] = {
    "talent": (
        "name", "pronouns", "email", "phone", "zone", "based_in", "playing_age_from",
        "playing_age_to", "height_cm", "skills", "languages", "accents", "unions", "tags", "links",
        "minor", "source", "added_at",
    ),
    "contacts": (
        "name", "title", "company", "email", "phone", "zone", "note", "source", "added_at",
    ),
}  # fmt: skip


def _csv_row(person: Mapping[str, Any], columns: Sequence[str]) -> str:
    return spreadsheets.row(_cell(person[column]) for column in columns)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ", ".join(value)
    return str(value)


class Form(msgspec.Struct, frozen=True):
    """How a file is written: its ending, its type, its head, and one person in it."""

    ending: str
    media_type: str
    head: Callable[[Sequence[str]], str]
    person: Callable[[Mapping[str, Any], Sequence[str]], str]


FORMS: Mapping[Format, Form] = {
    "csv": Form("csv", "text/csv; charset=utf-8", spreadsheets.row, _csv_row),
    "vcard": Form("vcf", vcards.MEDIA_TYPE, lambda _: "", lambda person, _: vcards.card(person)),
}
