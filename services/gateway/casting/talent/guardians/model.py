"""Guardians, what they agreed to, and a child's month of birth, as data."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from services.gateway.casting.talent.model import Phone
from shared.errors import Conflict, Forbidden, NotFound
from shared.ids import PersonId, ProductionId, TalentId
from shared.lines import FILLED_OR_EMPTY, Line

Relation = Annotated[str, msgspec.Meta(max_length=60, pattern=FILLED_OR_EMPTY)]


class GuardianFields(msgspec.Struct, frozen=True, kw_only=True):
    """What an office writes down of a guardian; mail for the child goes to the address."""

    name: Line
    email: Annotated[str, msgspec.Meta(min_length=3, max_length=320)]
    relation: Relation = ""
    phone: Phone = ""


class Guardian(msgspec.Struct, frozen=True, kw_only=True):
    """Who answers for a child. `email` is as it was typed."""

    id: UUID
    talent_id: TalentId
    name: str
    relation: str
    email: str
    phone: str


class NewAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """What a guardian agreed to for a child in a production, in their words or the office's, as a
    member writes it down."""

    guardian_id: UUID
    production_id: UUID
    words: Annotated[str, msgspec.Meta(min_length=1, max_length=5000, pattern=r"^[^\u0000]*$")]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """What a guardian said to some words; of each guardian the last one counts, until it is
    withdrawn. `by_link` is what they said by their own link, which no member wrote down."""

    id: UUID
    talent_id: TalentId
    production_id: ProductionId
    production: str
    guardian_id: UUID
    guardian_name: str
    words: str
    agreed: bool
    by_link: bool
    given_at: datetime
    withdrawn_at: datetime | None

    @property
    def counts(self) -> bool:
        return self.agreed and self.withdrawn_at is None

    def says(self, words: str, *, agreed: bool) -> bool:
        """Whether the same answer to the same words holds still."""
        return self.withdrawn_at is None and (self.words, self.agreed) == (words, agreed)


class Birth(msgspec.Struct, frozen=True):
    """The month and year in which a child was born; no day is kept."""

    year: Annotated[int, msgspec.Meta(ge=1900, le=2200)]
    month: Annotated[int, msgspec.Meta(ge=1, le=12)]


class Readers(msgspec.Struct, frozen=True):
    """The members who are named to read and to write months of birth."""

    readers: Annotated[list[UUID], msgspec.Meta(max_length=50)] = []


class Reader(msgspec.Struct, frozen=True):
    """A member of the office, and whether they are named to read months of birth."""

    id: PersonId
    email: str
    named: bool


class GuardianNotFound(NotFound):
    """There is no such guardian in your office."""


class AgreementNotFound(NotFound):
    """There is no such agreement in your office."""


class NotAMinor(Conflict):
    """They are not written down as a minor. Please change that first."""


class NotNamed(Forbidden):
    """Months of birth are read by those whom an owner has named for it."""
