"""What was deleted, as data, and when it is removed."""

from datetime import datetime
from typing import Annotated

import msgspec

from shared.errors import Conflict, Forbidden
from shared.ids import PersonId, TalentId
from shared.lines import FILLED

REMOVE = "talent.remove"


class Removal(msgspec.Struct, frozen=True):
    """Whom a job removes."""

    talent_id: TalentId


class Hold(msgspec.Struct, frozen=True):
    """Why nothing of somebody may be removed."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500, pattern=FILLED)]


class HoldOf(Hold, frozen=True):
    """A legal hold as it stands."""

    held_by: PersonId
    held_at: datetime


class OwnersDelete(Forbidden):
    """There are takes of them, or answers that they were sent. Archive them, or ask an owner."""


class OnHold(Conflict):
    """They are on legal hold already."""
