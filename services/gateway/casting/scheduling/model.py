"""Blocked times and sessions as a calendar shows them, and which days it shows."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from msgspec import UNSET, UnsetType

from services.gateway.web.editing import Version
from services.gateway.web.rendering.zones import OFFERED, Zone
from shared.errors import Conflict, Invalid, NotFound
from shared.ids import PersonId, ProductionId, SessionId
from shared.lines import FILLED_OR_EMPTY
from shared.tickets import RoomNumber

WEEK = 7
FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)
"""Days that are shown, and may be blocked; both begin or end well within what dates can hold."""
MOST_DAYS = 366
"""So long one blocked time lasts at most."""
MOST_BLOCKED = 500
"""So many of one person are kept that are not over."""

Month: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])(?![\s\S])")]
Words: TypeAlias = Annotated[str, msgspec.Meta(max_length=120, pattern=FILLED_OR_EMPTY)]


class Asked(msgspec.Struct, frozen=True):
    """What is asked of the calendar: the week of a day, or a month ("2027-01"); the week that it
    is now where nothing is. `zone` is the reader's, as an IANA name; UTC without one."""

    week: date | None = None
    month: Month | Literal[""] = ""
    zone: Zone = ""
    production: UUID | None = None
    room: RoomNumber | None = None
    member: UUID | None = None


class Span(msgspec.Struct, frozen=True):
    """The days that a calendar shows, whole weeks from Monday on. `month` is the first day of the
    month that is meant; None where it is a week."""

    first: date
    weeks: int
    month: date | None

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range(self.weeks * WEEK)]

    def between(self, zone: str) -> tuple[datetime, datetime]:
        """Return the instants at which the first day begins and the last one ends in a zone."""
        place = ZoneInfo(zone)
        after = self.first + timedelta(days=self.weeks * WEEK)
        return (
            datetime.combine(self.first, time(), place).astimezone(UTC),
            datetime.combine(after, time(), place).astimezone(UTC),
        )


def span(asked: Asked, today: date) -> Span:
    """Return which days are asked for.

    Raises:
        Invalid: they are before 2000, or after 2199.
    """
    if asked.month:
        first = date.fromisoformat(f"{asked.month}-01")
        check_days(month=first)
        start = _monday(first)
        after = (first + timedelta(days=31)).replace(day=1)
        return Span(start, -((start - after).days // WEEK), first)
    day = asked.week or today
    check_days(week=day)
    return Span(_monday(day), 1, None)


def check_days(**days: date) -> None:
    for name, day in days.items():
        if not FIRST <= day <= LAST:
            raise Invalid(**{name: "The calendar shows 2000 to 2199."})


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def checked_zone(zone: str) -> str:
    """Return a zone by which a calendar can be read; UTC for none.

    Raises:
        Invalid
    """
    if zone and zone not in OFFERED:
        raise Invalid(zone="This zone is not known. Choose one such as Europe/London.")
    return zone or "UTC"


class BlockedFields(msgspec.Struct, frozen=True):
    """What is typed of a blocked time: whole days from `first` to `last`, or from `begins` on the
    first to `ends` on the last, by the clocks of `zone`. Without `last` it is one day."""

    first: date
    zone: Zone
    last: date | None = None
    begins: time | None = None
    ends: time | None = None
    title: Words = ""


class BlockedPatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a program changes of a blocked time, and the version on which it does."""

    version: Version
    first: date | UnsetType = UNSET
    zone: Zone | UnsetType = UNSET
    last: date | UnsetType | None = UNSET
    begins: time | UnsetType | None = UNSET
    ends: time | UnsetType | None = UNSET
    title: Words | UnsetType = UNSET


class BlockedTime(msgspec.Struct, frozen=True):
    """When a member is not to be had. The wall times are what was agreed; the instants what they
    mean. `title` is for the member alone: to others it is "". `version` counts edits."""

    id: UUID
    person_id: PersonId
    title: str
    zone: str
    whole_days: bool
    local_start: datetime
    local_end: datetime
    starts_at: datetime
    ends_at: datetime
    version: int = 1

    @property
    def fields(self) -> BlockedFields:
        last = self.local_end - timedelta(minutes=1) if self.whole_days else self.local_end
        return BlockedFields(
            first=self.local_start.date(),
            zone=self.zone,
            last=last.date(),
            begins=None if self.whole_days else self.local_start.time(),
            ends=None if self.whole_days else self.local_end.time(),
            title=self.title,
        )


class PlacedSession(msgspec.Struct, frozen=True):
    """A session in a calendar. `host_id` runs it: who is named to it, else who has started the
    production. `host_blocked` where that member is not to be had then; it hinders nothing."""

    id: SessionId
    production_id: ProductionId
    title: str
    production: str
    zone: str
    local_start: datetime
    starts_at: datetime
    ends_at: datetime
    rooms: int
    host_id: UUID
    host_blocked: bool


class Calendar(msgspec.Struct, frozen=True):
    """What is on the days from `first` to `last`, as they are in `zone`."""

    first: date
    last: date
    zone: str
    sessions: Sequence[PlacedSession]
    blocked: Sequence[BlockedTime]


class Host(msgspec.Struct, frozen=True):
    """Which member runs a session; nobody in particular without one."""

    person_id: UUID | None = None


class BlockedTimeNotFound(NotFound):
    """There is no such blocked time of yours."""


class TooManyBlocked(Conflict):
    """You have 500 blocked times ahead. Please delete some that you do not need."""


class HostUnknown(Invalid):
    """Please choose a member of your team."""
