"""Rounds, as data."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

import msgspec

from services.gateway.web.editing import Version
from shared.errors import Conflict, NotFound
from shared.ids import ProductionId, RoundId
from shared.lines import Title
from shared.texts import gettext_noop

RoundKind: TypeAlias = Literal["audition", "callback", "chemistry", "self_tape", "other"]

KINDS: Mapping[RoundKind, str] = {
    "audition": gettext_noop("Audition"),
    "callback": gettext_noop("Callback"),
    "chemistry": gettext_noop("Chemistry read"),
    "self_tape": gettext_noop("Self-tape"),
    "other": gettext_noop("Other"),
}
FIRST = "First round"
"""The title of the round that a production's first session is in, where none was made before."""


class Round(msgspec.Struct, frozen=True):
    """A round; `position` counts from 1. `sessions` and `candidates` are how many are in it."""

    id: RoundId
    production_id: ProductionId
    kind: RoundKind
    title: str
    position: int
    version: int
    sessions: int = 0
    candidates: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.sessions and not self.candidates


class NewRound(msgspec.Struct, frozen=True):
    """A round, as it is added: the last one."""

    kind: RoundKind
    title: Title


class EditedRound(msgspec.Struct, frozen=True):
    """A round as it is to be, from what it was at `version`."""

    kind: RoundKind
    title: Title
    version: Version


class Move(msgspec.Struct, frozen=True):
    """Where a round is to stand; beyond the last it is the last."""

    position: Annotated[int, msgspec.Meta(ge=1, le=1000)]


class RoundNotFound(NotFound):
    """There is no such round in your agency."""


class RoundChanged(Conflict):
    """Somebody else has changed this round in the meantime. Look again."""


class RoundInUse(Conflict):
    """There are sessions in this round, or decisions on it. Only an empty round can be deleted."""
