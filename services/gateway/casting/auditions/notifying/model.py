"""What people of a session do not know yet, and what tells them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.casting.candidates.recipients import Recipient
from shared.errors import Conflict, NotFound
from shared.ids import PersonId, ProductionId, SessionId

GRACE = timedelta(seconds=30)
"""How long mails wait before they leave, and can be taken back."""

Change: TypeAlias = Literal["new", "moved", "cancelled"]
Status: TypeAlias = Literal["waiting", "sent", "taken_back"]

BECOMES: Mapping[Status, frozenset[Status]] = {
    "waiting": frozenset({"sent", "taken_back"}),
    "sent": frozenset(),
    "taken_back": frozenset(),
}


def change_of(told_at: datetime | None, cancelled_at: datetime | None) -> Change:
    """Say what somebody is told for whom something changed."""
    if cancelled_at:
        return "cancelled"
    return "moved" if told_at else "new"


class Due(msgspec.Struct, frozen=True):
    """What somebody is told now; `was` is the start that they knew, of a time that moved."""

    change: Change
    was: datetime | None


class Unsent(msgspec.Struct, frozen=True):
    """Somebody for whom something changed that they do not know.

    `local_start` is the session's wall time, `local_there` the one where they are, in `zone`; both
    of these are None where that is not known. `local_was` is the wall time that they were told
    before. `through` are those whom the mail goes to; nobody where there is no address.
    """

    guest_id: UUID
    name: str
    client: str
    change: Change
    local_start: datetime
    local_was: datetime | None
    zone: str | None
    local_there: datetime | None
    through: Sequence[Recipient]


class Notifying(msgspec.Struct, frozen=True):
    """Who is told now, and the line that all of them read."""

    guest_ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=200)]
    words: Annotated[str, msgspec.Meta(max_length=1000, pattern=r"^[^\u0000]*$")] = ""


class Notification(msgspec.Struct, frozen=True):
    """What is sent to `people` of a session; until `leaves_at` it can be taken back."""

    id: UUID
    session_id: SessionId
    production_id: ProductionId
    status: Status
    words: str
    written_by: PersonId
    leaves_at: datetime
    people: int = 0


class NotificationPayload(msgspec.Struct, frozen=True):
    """Which notification leaves."""

    notification_id: UUID


class NotificationNotFound(NotFound):
    """There is no such notification."""


class NothingToTell(Conflict):
    """One of them knows all that there is, or is being told. Look at the sheet again."""


class OnItsWay(Conflict):
    """These mails have left already, so they cannot be taken back."""
