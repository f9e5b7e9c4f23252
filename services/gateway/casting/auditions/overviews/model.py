"""A session and a person in the lists of a production."""

from datetime import date, datetime
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.casting.candidates.model import Status
from services.gateway.web.listing import ALPHABETICAL, NEWEST_FIRST, Listing, Order
from shared.ids import CandidateId, RoleId, SessionId, TalentId

When: TypeAlias = Literal["coming", "over"]


class ListedSession(msgspec.Struct, frozen=True):
    """A session with its figures: `slots` for auditions, the `people` in them, how many of these
    `confirmed` the time that is theirs, and how many do not know what is theirs now (`unsent`).
    `starts_at` and `ends_at` are of its day; None where it has no slot."""

    id: SessionId
    title: str
    round: str | None
    local_date: date
    zone: str
    rooms: int
    opened_at: datetime | None
    ended_at: datetime | None
    starts_at: datetime | None
    local_start: datetime | None
    ends_at: datetime | None
    slots: int
    people: int
    confirmed: int
    unsent: int

    def when(self, now: datetime) -> When:
        """A session without slots comes until it is ended."""
        is_over = self.ended_at is not None or (self.ends_at is not None and self.ends_at < now)
        return "over" if is_over else "coming"


class ListedPerson(msgspec.Struct, frozen=True):
    """A candidate of a production, and the newest time that they have in one of its sessions."""

    id: CandidateId
    talent_id: TalentId
    name: str
    role_id: RoleId
    role_name: str
    status: Status
    added_at: datetime
    session_id: SessionId | None
    slot_position: int | None
    local_start: datetime | None
    starts_at: datetime | None
    zone: str | None


class PersonFilters(msgspec.Struct, frozen=True):
    """What narrows the list: a role, and where somebody stands."""

    role: UUID | None = None
    status: Status | Literal[""] = ""


PEOPLE = Listing(
    orders={
        "name": Order("Name", ALPHABETICAL),
        "newest": Order("Added last first", NEWEST_FIRST),
    },
    filters=PersonFilters,
    searched="Name",
    size=40,
)
