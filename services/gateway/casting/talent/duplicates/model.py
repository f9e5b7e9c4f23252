"""Two records that may be of one person."""

from collections.abc import Mapping
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.web.rendering import texts
from shared.errors import NotFound
from shared.texts import gettext_noop

COMPARE = "talent.compare"
BATCH = 50
"""Records that are compared in one transaction."""
SHOWN = 50
Reason: TypeAlias = Literal["email", "phone", "rep", "name"]

IN_WORDS: Mapping[Reason, str] = {
    "email": gettext_noop("the same address"),
    "phone": gettext_noop("the same phone number"),
    "rep": gettext_noop("the same rep and much the same name"),
    "name": gettext_noop("much the same name"),
}


class Pair(msgspec.Struct, frozen=True):
    """Two records, the likeliest of all pairs first; `score` is the likeness, without a unit."""

    one_id: UUID
    one_name: str
    one_email: str
    other_id: UUID
    other_name: str
    other_email: str
    reasons: list[Reason]
    score: float

    @property
    def why(self) -> str:
        return ", ".join(texts.gettext(IN_WORDS[reason]) for reason in self.reasons)


class Duplicates(msgspec.Struct, frozen=True):
    """The likeliest pairs, and how many records were not compared with the others yet."""

    pairs: list[Pair]
    uncompared: int


class Dismissal(msgspec.Struct, frozen=True):
    """Two records that are of two people."""

    one_id: UUID
    other_id: UUID


class PairNotFound(NotFound):
    """These two are not on the list of those who may be one person."""
