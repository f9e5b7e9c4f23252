"""Changes of a role, as data."""

from typing import Annotated, TypeAlias
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from services.gateway.casting.productions.model import RoleState
from services.gateway.platform.bin.model import counted
from services.gateway.web.editing import Version
from services.gateway.web.forms import Text
from shared.errors import Conflict, Forbidden
from shared.lines import Title

Position: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=10_000)]


class RolePatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a program changes of a role, and the version on which it does."""

    version: Version
    name: Title | UnsetType = UNSET
    breakdown: Text | UnsetType = UNSET
    state: RoleState | UnsetType = UNSET


class Placing(msgspec.Struct, frozen=True):
    """Where a role goes among those of its production, from 1."""

    position: Position


class Archiving(msgspec.Struct, frozen=True):
    """Whether a role is put aside, or taken up again."""

    archived: bool


class Hanging(msgspec.Struct, frozen=True):
    """What hangs on a role: how many candidates, decisions, answers that were sent, and files there
    are, takes in which a candidate was recorded, and slots of sessions."""

    candidates: int
    decisions: int
    answered: int
    sides: int
    takes: int
    slots: int

    @property
    def in_words(self) -> str:
        """Name what there is of it."""
        return counted(
            (self.candidates, "candidate", "candidates"),
            (self.decisions, "decision", "decisions"),
            (self.answered, "answer that was sent", "answers that were sent"),
            (self.takes, "take", "takes"),
            (self.sides, "file of sides", "files of sides"),
        )


class SidesCopy(msgspec.Struct, frozen=True):
    """Which sides are copied to which role, under which id, and where their file will lie."""

    sides_id: UUID
    new_id: UUID
    role_id: UUID
    object_key: str


class RoleInSessions(Conflict):
    """Sessions have slots for this role. Archive it, or delete those sessions first."""


class OwnersDeleteRoles(Forbidden):
    """There are takes for this role, or answers that were sent. Archive it, or ask an owner."""
