"""A merge as data: what is kept of each field, and why some are refused."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.web.editing import Version
from shared.errors import Conflict, Gone, NotFound

UNDONE_WITHIN = timedelta(days=30)
FORGET = "talent.forget_merge"
Side: TypeAlias = Literal["kept", "other"]
Sides: TypeAlias = Literal["kept", "other", "both"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "pronouns": ("pronouns",),
    "email": ("email", "email_as_typed"),
    "phone": ("phone",),
    "zone": ("zone",),
    "based_in": ("based_in",),
    "playing_age": ("playing_age_from", "playing_age_to"),
    "height": ("height_cm",),
    "skills": ("skills",),
    "languages": ("languages",),
    "accents": ("accents",),
    "unions": ("unions",),
    "tags": ("tags",),
    "links": ("links",),
    "minor": ("minor",),
}
"""What is chosen together, and its columns of `talent`."""
LISTS: Mapping[str, int] = {
    "skills": 50, "languages": 50, "accents": 50, "unions": 50, "tags": 50, "links": 20,
}  # fmt: skip
"""Fields of which both may be kept, and how many entries they have at most."""


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """Whose is kept of each field. Where it is not said, it is that of who is kept, or the other's
    where they have none; of lists it is both."""

    name: Side | None = None
    pronouns: Side | None = None
    email: Side | None = None
    phone: Side | None = None
    zone: Side | None = None
    based_in: Side | None = None
    playing_age: Side | None = None
    height: Side | None = None
    minor: Side | None = None
    skills: Sides | None = None
    languages: Sides | None = None
    accents: Sides | None = None
    unions: Sides | None = None
    tags: Sides | None = None
    links: Sides | None = None


class NewMerge(Choices, frozen=True, kw_only=True):
    """A merge that somebody wants. The versions are those of the two that they have seen."""

    other_id: UUID
    version: Version
    other_version: Version


class Person(msgspec.Struct, frozen=True):
    """One of the two, with all columns that are chosen between."""

    id: UUID
    version: int
    fields: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.fields["name"])

    @property
    def minor(self) -> bool:
        return bool(self.fields["minor"])


class Merge(msgspec.Struct, frozen=True, kw_only=True):
    """Two records that became one. `name` is what the one that is gone was called."""

    id: UUID
    kept_id: UUID
    gone_id: UUID
    kept_name: str
    gone_name: str
    merged_at: datetime


class Undo(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge has to be taken back with."""

    id: UUID
    kept_id: UUID
    gone_id: UUID
    before: dict[str, Any]
    after: dict[str, Any]
    moved: dict[str, list[Any]]
    merged_at: datetime
    undone_at: datetime | None


class MergePayload(msgspec.Struct, frozen=True):
    """Which merge a job is about."""

    merge_id: UUID


class OnePerson(Conflict):
    """This is one record, and not two: there is nothing to merge."""


class SharedSlot(Conflict):
    """These two come to one slot together, so they are two people."""


class ChangedMeanwhile(Conflict):
    """Somebody else changed one of the two meanwhile. Please look at both again."""


class MergeNotFound(NotFound):
    """There is no such merge."""


class TooLate(Gone):
    """This was merged more than 30 days ago, and cannot be parted any more."""


class MergedAgain(Conflict):
    """This was taken back already, or merged again since: take that back first."""


def merged(kept: Person, other: Person, choices: Choices) -> dict[str, Any]:
    """Return the columns of who is kept, as they are after a merge."""
    after = dict(kept.fields)
    for field, columns in FIELDS.items():
        chosen = getattr(choices, field) or usual(kept, field)
        if chosen == "other":
            after |= {column: other.fields[column] for column in columns}
        elif chosen == "both":
            after[field] = _united(kept.fields[field], other.fields[field], LISTS[field])
    return after


def usual(kept: Person, field: str) -> Sides:
    """Return whose is kept of a field where nobody says."""
    if field in LISTS:
        return "both"
    has_some = any(kept.fields[column] not in (None, "", False) for column in FIELDS[field])
    return "kept" if has_some else "other"


def _united(first: list[str], second: list[str], most: int) -> list[str]:
    known = {each.casefold() for each in first}
    return [*first, *(each for each in second if each.casefold() not in known)][:most]


def parted(now: Mapping[str, Any], undo: Undo) -> dict[str, Any]:
    """Return the columns of who was kept as they were before; what was changed since stays."""
    return {
        column: undo.before[column] if value == undo.after[column] else value
        for column, value in now.items()
    }
