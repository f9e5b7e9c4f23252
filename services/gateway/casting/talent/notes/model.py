"""Notes, as data, and who reads them."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from services.gateway.web.editing import Version
from shared.errors import Invalid, NotFound
from shared.ids import PersonId, ProductionId, TalentId
from shared.texts import gettext_noop

Visibility: TypeAlias = Literal["me", "office", "production", "people"]
Words: TypeAlias = Annotated[
    str, msgspec.Meta(min_length=1, max_length=5000, pattern=r"^[^\u0000]*$")
]
Readers: TypeAlias = Annotated[list[UUID], msgspec.Meta(max_length=50)]

IN_WORDS: dict[Visibility, str] = {
    "me": gettext_noop("Only me"),
    "office": gettext_noop("Everyone in the office but freelancers"),
    "production": gettext_noop("Who works on a production"),
    "people": gettext_noop("Named people"),
}


class NewNote(msgspec.Struct, frozen=True):
    """A note as it is written. `production_id` is that of visibility *production*, `readers` are
    the members of visibility *people*; its author reads it always."""

    words: Words
    visibility: Visibility = "office"
    production_id: UUID | None = None
    readers: Readers = []


class NotePatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a program changes of a note, and the version on which it does."""

    version: Version
    words: Words | UnsetType = UNSET
    visibility: Visibility | UnsetType = UNSET
    production_id: UUID | UnsetType | None = UNSET
    readers: Readers | UnsetType = UNSET


class Note(msgspec.Struct, frozen=True):
    """A note. `author` is a member's address, or None where they have left."""

    id: UUID
    talent_id: TalentId
    author_id: PersonId
    author: str | None
    words: str
    visibility: Visibility
    production_id: ProductionId | None
    production: str | None
    readers: list[UUID]
    version: int
    written_at: datetime
    edited_at: datetime | None

    @property
    def fields(self) -> NewNote:
        return NewNote(self.words, self.visibility, self.production_id, self.readers)


class Member(msgspec.Struct, frozen=True):
    """Somebody to whom a note can be named."""

    id: PersonId
    email: str


class NoteNotFound(NotFound):
    """There is no such note of yours. Only who wrote a note changes it."""


class ProductionNeeded(Invalid):
    """Please choose the production whose people are to read it."""


class ReadersNeeded(Invalid):
    """Please choose members of your office who are to read it."""


class NoSuchReader(Invalid):
    """Somebody whom you named is not a member of your office."""
