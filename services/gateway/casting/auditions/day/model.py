"""The day of a session as data: who is in which slot, and whether they are there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.casting.auditions.model import Invitation
from services.gateway.casting.auditions.replies.model import Reply, ReplyState, Standing
from shared.errors import Conflict
from shared.ids import SlotId, TalentId
from shared.texts import gettext_noop
from shared.tickets import RoomNumber

Minutes: TypeAlias = Annotated[int, msgspec.Meta(ge=5, le=240)]
WallTime: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""As a browser's time field posts it (HTML, 2.3.4.4)."""
Presence: TypeAlias = Literal["not_here", "late", "waiting", "on_stage", "seen", "no_show"]
Rest: TypeAlias = Literal["swap", "shift"]
"""What becomes of who is in the way of a move: two swap, or those between make room."""

MOST_SLOTS = 200
"""Slots and breaks that a session may have, as its table says."""

PRESENCES: Mapping[Presence, str] = {
    "not_here": gettext_noop("Not here"),
    "late": gettext_noop("Late"),
    "waiting": gettext_noop("Waiting"),
    "on_stage": gettext_noop("On stage"),
    "seen": gettext_noop("Seen"),
    "no_show": gettext_noop("No-show"),
}


class Attendance(msgspec.Struct, frozen=True):
    """What rooms keeps of somebody in a session, and what the office marked. `here_since` is when
    they came, while they are there; `takes` counts those in which they were recorded."""

    starts_at: datetime
    here_since: datetime | None = None
    on_stage: bool = False
    seen_at: datetime | None = None
    takes: int = 0
    no_show_at: datetime | None = None

    def presence(self, now: datetime) -> Presence:
        """The first that holds. Who was recorded was seen, also where nobody sent them back."""
        facts: Sequence[tuple[Presence, bool]] = (
            ("on_stage", self.on_stage),
            ("seen", self.seen_at is not None),
            ("waiting", self.here_since is not None),
            ("seen", self.takes > 0),
            ("no_show", self.no_show_at is not None),
            ("late", self.starts_at < now),
        )
        return next((presence for presence, holds in facts if holds), "not_here")

    def minutes(self, now: datetime) -> int:
        """How long they have waited, or are late."""
        since = self.here_since or self.starts_at
        return max(0, int((now - since).total_seconds() // 60))


class InSlot(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in a slot. `zone` is where they are, as far as it is known; `known_start` the start
    that they were told, where it is no longer theirs; `agreed` what they last said to being
    recorded; `photo_id` their headshot, a child's once a guardian has agreed."""

    id: UUID
    slot_id: SlotId
    talent_id: TalentId | None
    client_id: UUID | None
    name: str
    email: str
    zone: str | None
    starts_at: datetime
    told_at: datetime | None
    opened_at: datetime | None
    known_start: datetime | None
    reply: Reply | None
    reply_for: datetime | None
    reply_note: str
    cancelled_at: datetime | None
    no_show_at: datetime | None
    notification_id: UUID | None
    here_since: datetime | None
    on_stage: bool
    seen_at: datetime | None
    takes: int
    agreed: bool | None
    photo_id: UUID | None

    @property
    def reply_state(self) -> ReplyState:
        return Standing(
            self.starts_at,
            self.told_at,
            self.opened_at,
            self.known_start,
            self.reply,
            self.reply_for,
        ).state

    @property
    def attendance(self) -> Attendance:
        return Attendance(
            self.starts_at,
            self.here_since,
            self.on_stage,
            self.seen_at,
            self.takes,
            self.no_show_at,
        )

    @property
    def is_unsent(self) -> bool:
        """Whether something was changed for them that they do not know."""
        return self.told_at is None or self.known_start is not None or self.cancelled_at is not None


class SlotFields(msgspec.Struct, frozen=True):
    """What a slot is to be: its wall time in the session's zone, on the session's day or, where a
    day runs past midnight, on the day after. Without a role an audition keeps its own."""

    starts: WallTime
    minutes: Minutes
    room: RoomNumber = 1
    role_id: UUID | None = None
    day_after: bool = False


class NewSlots(msgspec.Struct, frozen=True):
    """Auditions of a role one after another in a room, or a break where there is no role."""

    starts: WallTime
    minutes: Minutes = 15
    count: Annotated[int, msgspec.Meta(ge=1, le=60)] = 1
    room: RoomNumber = 1
    role_id: UUID | None = None
    day_after: bool = False


class Filling(Invitation, frozen=True):
    """Who is put into a slot, and whether their mail leaves at once."""

    at_once: bool = False


class Split(msgspec.Struct, frozen=True):
    """A slot is parted after so many minutes."""

    after: Annotated[int, msgspec.Meta(ge=1, le=239)]


class Moving(msgspec.Struct, frozen=True):
    """Where the people of a slot go."""

    to: UUID
    rest: Rest = "swap"


class Present(msgspec.Struct, frozen=True):
    """Whether somebody is marked as a no-show."""

    no_show: bool = True


class SlotNotEmpty(Conflict):
    """Somebody is in this slot. Move them, or cancel their time, before it is removed."""


class NobodyToMove(Conflict):
    """Nobody is in this slot."""


class NotAnAudition(Conflict):
    """This is a break: nobody auditions in it."""


class TooManySlots(Conflict):
    """A session has at most 200 slots and breaks. Lay out another one for the others."""


class TooShort(Conflict):
    """Both parts of a slot need a minute at least, and a split lies inside of it."""


class SessionEnded(Conflict):
    """This session has ended. Take that back before you change its day."""


class NotCancelled(Conflict):
    """Their time is not cancelled, or they have been told so already."""


class AlreadyThere(Conflict):
    """Somebody else has that slot by now. Put them into another one."""
