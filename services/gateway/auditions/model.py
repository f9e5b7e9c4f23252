"""Sessions, slots and guests, as data, and the arithmetic of a day."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec
from whenever import (
    PlainDateTime,
    RepeatedTime,
    SkippedTime,
    TimeZoneNotFoundError,
    ZonedDateTime,
)

from services.gateway.desk import Office
from services.gateway.forms import Line, Text, Title
from shared.errors import Gone, Invalid, NotFound
from shared.ids import ProductionId, RoleId, SessionId, SlotId
from shared.tickets import StageRole

GuestRole: TypeAlias = Literal["actor", "guardian", "reader", "decision_maker"]

# What an actor agrees to, word by word, is the page with this version.
CONSENT_STATEMENT = "recording-2026-11"
LINK_LIFETIME_AFTER_SESSION = timedelta(days=7)

IN_WORDS: dict[StageRole, str] = {
    "host": "Casting director",
    "runner": "Runner",
    "reader": "Reader",
    "decision_maker": "Watching",
    "actor": "Actor",
    "guardian": "Guardian",
}


class Session(msgspec.Struct, frozen=True):
    id: SessionId
    production_id: ProductionId
    title: str
    local_date: date
    zone: str
    preparation: str
    opened_at: datetime | None


class Slot(msgspec.Struct, frozen=True):
    """One actor's time, or a break. `local_start` is the wall time that was agreed."""

    id: SlotId
    session_id: SessionId
    position: int
    kind: Literal["audition", "break"]
    role_id: RoleId | None
    local_start: datetime
    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class Guest(msgspec.Struct, frozen=True):
    """Somebody with a personal link to one session."""

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

    @property
    def who(self) -> str:
        return f"guest:{self.id}"


class Invited(msgspec.Struct, frozen=True):
    """Somebody who was just invited, with the one sight of their link: only its hash is kept."""

    guest: Guest
    url: str


class Visit(Office, frozen=True):
    """A guest, come by their personal link. `token` is that link's last part."""

    guest: Guest
    token: str


class NewSession(msgspec.Struct, frozen=True):
    """A day: `slots` auditions of `minutes` each, and a break after every `break_after` of them."""

    title: Title
    local_date: date
    zone: Line
    first_slot: time
    role_id: UUID
    minutes: Annotated[int, msgspec.Meta(ge=5, le=240)] = 15
    slots: Annotated[int, msgspec.Meta(ge=1, le=60)] = 8
    break_after: Annotated[int, msgspec.Meta(ge=0, le=60)] = 0
    break_minutes: Annotated[int, msgspec.Meta(ge=5, le=120)] = 15
    preparation: Text = ""


class Invitation(msgspec.Struct, frozen=True):
    name: Line
    email: Annotated[str, msgspec.Meta(min_length=3, max_length=320)]


class WatcherInvitation(msgspec.Struct, frozen=True):
    """Somebody to the back room. The title is what actors see beside the name."""

    name: Line
    title: Line
    email: Annotated[str, msgspec.Meta(min_length=3, max_length=320)]


class SessionNotFound(NotFound):
    """There is no such session in your agency."""


class SlotNotFound(NotFound):
    """There is no such slot in your agency."""


class SlotTaken(Invalid):
    """Somebody has been invited to this slot already."""


class GuestNotFound(NotFound):
    """There is nobody invited by that name."""


class LinkExpired(Gone):
    """This invitation has expired. Please ask the casting office for a new link."""


class LinkRevoked(Gone):
    """This invitation was withdrawn. Please ask the casting office that sent it."""


def wall_time(local: datetime, zone: str) -> ZonedDateTime:
    """Place a wall time in an IANA zone.

    Raises:
        Invalid: the zone is unknown, or its clocks skip or repeat that time on that day.
    """
    try:
        return PlainDateTime(local).assume_tz(zone, disambiguation="raise")
    except TimeZoneNotFoundError as error:
        raise Invalid(zone="This zone is not known. Choose one such as Europe/London.") from error
    except (SkippedTime, RepeatedTime) as error:
        raise Invalid(
            first_slot=f"The clocks change in {zone} then: {local:%H:%M} is skipped or comes twice."
        ) from error


def day_plan(session: Session, new: NewSession, new_slot_id: Callable[[], SlotId]) -> list[Slot]:
    """Lay out a day: auditions back to back, with a break after every so many.

    Slots follow each other in real time, so where the clocks change within the day the wall
    times behind the change move with them.

    Raises:
        Invalid: the day cannot begin at that wall time.
    """
    begins = wall_time(datetime.combine(new.local_date, new.first_slot), session.zone)
    plan: list[Slot] = []
    for number in range(1, new.slots + 1):
        pieces: list[tuple[Literal["audition", "break"], int]] = [("audition", new.minutes)]
        if new.break_after and number % new.break_after == 0 and number < new.slots:
            pieces.append(("break", new.break_minutes))
        for kind, minutes in pieces:
            plan.append(
                Slot(
                    id=new_slot_id(),
                    session_id=session.id,
                    position=len(plan) + 1,
                    kind=kind,
                    role_id=RoleId(new.role_id) if kind == "audition" else None,
                    local_start=begins.to_plain().to_stdlib(),
                    starts_at=begins.to_instant().to_stdlib(),
                    minutes=minutes,
                )
            )
            begins = begins.add(minutes=minutes)
    return plan
