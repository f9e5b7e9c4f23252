"""What the first page shows, as data."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from services.gateway.web.rendering import texts
from shared.texts import gettext_noop

LATE_FOR = timedelta(hours=1)
"""Who has not come for so long is late no more: they did not come."""
AHEAD = timedelta(days=7)
"""So far the page looks ahead."""

NeedKind: TypeAlias = Literal["undelivered", "payment", "unopened", "score", "answers"]


class Sitting(msgspec.Struct, frozen=True):
    """A session as the day's list shows it: `slots` that are no breaks, for how many candidates,
    and how many of them were sent back from the stage already."""

    id: UUID
    production_id: UUID
    title: str
    production: str
    zone: str
    local_date: date
    local_start: datetime
    starts_at: datetime
    ends_at: datetime
    rooms: int
    opened_at: datetime | None
    slots: int
    invited: int
    seen: int

    def is_on(self, now: datetime) -> bool:
        """Whether it is of the day that it is now, where it takes place, or runs past midnight."""
        today = self.local_date == now.astimezone(ZoneInfo(self.zone)).date()
        return today or self.starts_at <= now < self.ends_at

    @property
    def percent(self) -> int:
        return 100 * self.seen // self.invited if self.invited else 0


class Expected(msgspec.Struct, frozen=True):
    """Somebody of an open session who is there and was not seen, or should be there by now."""

    name: str
    role: str
    session_id: UUID
    zone: str
    local_start: datetime
    starts_at: datetime
    is_there: bool

    def late_minutes(self, now: datetime) -> int:
        """Of somebody who is not there."""
        return max(int((now - self.starts_at).total_seconds() // 60), 0)


class Line(msgspec.Struct, frozen=True):
    """One thing of which several wait: how many, and the page where they are."""

    kind: NeedKind
    title: str
    detail: str
    path: str
    count: int


class Need(msgspec.Struct, frozen=True):
    """What waits for somebody of the office, of one kind."""

    kind: NeedKind
    lines: Sequence[Line]

    @property
    def count(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def words(self) -> str:
        return texts.gettext(WORDS[self.kind])

    @property
    def urgent(self) -> bool:
        return self.kind in URGENT


WORDS: dict[NeedKind, str] = {
    "undelivered": gettext_noop("Mails not delivered"),
    "payment": gettext_noop("Payments that did not go through"),
    "unopened": gettext_noop("Not opened before tomorrow"),
    "score": gettext_noop("Takes to score"),
    "answers": gettext_noop("Answers owed"),
}
"""In the order in which they are shown."""
URGENT: frozenset[NeedKind] = frozenset({"undelivered", "payment"})


class Step(msgspec.Struct, frozen=True):
    """A step of a new office; done as soon as there is what it makes."""

    words: str
    hint: str
    path: str
    done: bool


class Today(msgspec.Struct, frozen=True):
    """The first page of a member."""

    sittings: Sequence[Sitting]
    ahead: Sequence[Sitting]
    expected: Sequence[Expected]
    needs: Sequence[Need]
    steps: Sequence[Step]


def grouped(lines: Sequence[Line]) -> list[Need]:
    """Put lines together by what they are about; where nothing waits there is no need."""
    by_kind = {kind: [line for line in lines if line.kind == kind] for kind in WORDS}
    return [Need(kind, found) for kind, found in by_kind.items() if found]
