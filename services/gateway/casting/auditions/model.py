"""Sessions, slots and guests, as data."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.identity.access_links.model import AccessLink
from services.gateway.web.desk import Office
from services.gateway.web.forms import Text
from services.gateway.web.rate_limit import QuotaExceeded
from shared.errors import Conflict, NotFound
from shared.ids import ProductionId, RoleId, RoundId, SessionId, SlotId, TalentId
from shared.lines import Line, Title
from shared.tenancy import Productions
from shared.texts import gettext_noop
from shared.tickets import RoomNumber, StageRole

CompanyRole: TypeAlias = Literal["decision_maker", "reader", "guardian"]
GuestRole: TypeAlias = Literal["actor", "guardian", "reader", "decision_maker", "rep"]
# Whom every invited person reads of; a guardian's name would tell them of another's child.
NAMED_BEFOREHAND: frozenset[GuestRole] = frozenset({"decision_maker", "reader"})

LINK_LIFETIME_AFTER_SESSION = timedelta(days=5 * 365)
"""It goes with its production, which is rarely kept that long: what is theirs stays in reach."""

IN_WORDS: dict[StageRole | GuestRole, str] = {
    "host": gettext_noop("Casting director"),
    "runner": gettext_noop("Runner"),
    "reader": gettext_noop("Reader"),
    "decision_maker": gettext_noop("Watching"),
    "actor": gettext_noop("Actor"),
    "guardian": gettext_noop("Guardian"),
    "rep": gettext_noop("Rep"),
}


class Session(msgspec.Struct, frozen=True):
    """A block of audition time, in `rooms` rooms at once."""

    id: SessionId
    production_id: ProductionId
    title: str
    local_date: date
    zone: str
    preparation: str
    opened_at: datetime | None
    rooms: RoomNumber = 1
    round_id: RoundId | None = None
    version: int = 1
    ended_at: datetime | None = None

    @property
    def room_numbers(self) -> range:
        return range(1, self.rooms + 1)


class Slot(msgspec.Struct, frozen=True):
    """One actor's time in one of the rooms, or a break of all of them.

    `local_start` is the wall time that was agreed.
    """

    id: SlotId
    session_id: SessionId
    position: int
    kind: Literal["audition", "break"]
    role_id: RoleId | None
    local_start: datetime
    starts_at: datetime
    minutes: int
    room: RoomNumber = 1

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def utc_offset(self) -> str:
        """How far the agreed clock is from UTC then: it tells apart an hour that comes twice."""
        minutes = round(
            (self.local_start - self.starts_at.replace(tzinfo=None)).total_seconds() / 60
        )
        return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


class Guest(msgspec.Struct, frozen=True):
    """Somebody with a personal link to one session; until when it is good, and whether it was
    followed, is the link's. `client_id` is the actor whose rep they are, `talent_id` is an actor's
    own."""

    id: UUID
    session_id: SessionId
    slot_id: SlotId | None
    role: GuestRole
    name: str
    title: str
    email: str
    invited_at: datetime
    opened_at: datetime | None
    expires_at: datetime
    revoked_at: datetime | None
    client_id: UUID | None = None
    talent_id: TalentId | None = None

    @property
    def who(self) -> str:
        return f"guest:{self.id}"


class Invited(msgspec.Struct, frozen=True):
    """Somebody who was just invited, with their link, seen this once: its hash is stored."""

    guest: Guest
    url: str


class GuestLink(msgspec.Struct, frozen=True):
    """A guest's link, for the office to hand on; it is shown this once."""

    url: str


class Visit(Office, frozen=True):
    """A guest of a production, come by their personal link. `token` is that link's last part."""

    guest: Guest
    link: AccessLink
    token: str

    @property
    def production_id(self) -> ProductionId:
        return self.link.production_id

    @property
    def scope(self) -> Productions:
        return (self.production_id,)


class NewSession(msgspec.Struct, frozen=True):
    """A day: `slots` auditions of `minutes` each, as many at once as there are `rooms`.

    A break comes after every `break_after` of them in a room.
    """

    title: Title
    local_date: date
    zone: Line
    first_slot: time
    role_id: UUID
    minutes: Annotated[int, msgspec.Meta(ge=5, le=240)] = 15
    slots: Annotated[int, msgspec.Meta(ge=1, le=60)] = 8
    rooms: RoomNumber = 1
    break_after: Annotated[int, msgspec.Meta(ge=0, le=60)] = 0
    break_minutes: Annotated[int, msgspec.Meta(ge=5, le=120)] = 15
    preparation: Text = ""
    round_id: UUID | None = None
    """Without one it is the production's first."""


class Invitation(msgspec.Struct, frozen=True):
    """Who is invited to a slot: for the slot's role, or another one of the production. `also` is
    said where others are invited to it, or they are for another role: they read together."""

    name: Line
    email: Annotated[str, msgspec.Meta(min_length=3, max_length=320)]
    role_id: UUID | None = None
    also: bool = False


class Mended(msgspec.Struct, frozen=True):
    """The right address of a guest, in the place of a wrong one."""

    email: Annotated[str, msgspec.Meta(min_length=3, max_length=320)]


class WatcherInvitation(msgspec.Struct, frozen=True):
    """Somebody who comes to a session and does not audition: to the back room, to read opposite,
    or with a child. The title is what actors see beside the name."""

    name: Line
    title: Line
    email: Annotated[str, msgspec.Meta(min_length=3, max_length=320)]
    role: CompanyRole = "decision_maker"


class RepInvitation(msgspec.Struct, frozen=True):
    """An actor's rep. The title is the firm that they work for."""

    name: Line
    title: Line
    email: Annotated[str, msgspec.Meta(min_length=3, max_length=320)]


class Question(msgspec.Struct, frozen=True):
    """What somebody outside asks the office."""

    message: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class Keeping(msgspec.Struct, frozen=True):
    """Until which day somebody lets their takes be watched for other parts."""

    until: date


class NotAuditioning(Conflict):
    """Only who auditions has takes to be kept."""


class NeverAgreed(Conflict):
    """You have not agreed to be recorded, so there is nothing to take back."""


class InTheRoomNow(Conflict):
    """You are in the room just now. Please change your answer there: it counts at once."""


class TooManyQuestions(QuotaExceeded):
    """You have sent several questions today. Please give the office time to answer."""


class SessionNotFound(NotFound):
    """There is no such session in your agency."""


class RoomNotFound(NotFound):
    """This session has no such room, or it is not the one that you are invited to."""


class SlotNotFound(NotFound):
    """There is no such slot in your agency."""


class SlotTaken(Conflict):
    """Somebody has been invited to this slot already. Who reads with them is invited also."""


class GuestNotFound(NotFound):
    """There is nobody invited by that name."""


class ClientWithdrawn(Conflict):
    """The invitation of their client was withdrawn. Send the client a new link first."""
