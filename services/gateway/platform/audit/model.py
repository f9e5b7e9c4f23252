"""Lines of the log, and what is looked for in them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TypeAlias
from uuid import UUID

import msgspec

from services.gateway.web.desk import Desk
from services.gateway.web.listing import NEWEST_FIRST, Listing, Order
from shared.lines import Line as Words

SYSTEM = "callboard"
"""Who did what nobody asked for."""
VIEWING = timedelta(hours=1)
"""How long one viewing of a file is, at most."""
COLUMNS = ("id", "at", "who", "act", "thing", "thing_id", "address", "line", "seal", "hash")
"""Of the export; `hash` is that of the line's seal, or the line's own in the chain of before."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = (date(1970, 1, 1), date(9000, 1, 1))
"""Days outside of which there is no line; every zone has their instants."""


class Named(msgspec.Struct, frozen=True):
    """A thing of some lines: its name, "" where it was erased, and the path of its page, if any."""

    title: str
    path: str = ""


NamesOf: TypeAlias = Callable[[Desk, Sequence[UUID]], Awaitable[Mapping[UUID, Named]]]
"""Looks up some things of one kind, by one query; those that are gone are left out."""
Kinds: TypeAlias = Mapping[str, NamesOf]
"""By the word for a kind that the lines have."""


class Line(msgspec.Struct, frozen=True):
    """One act. `who` is `person:<id>`, `guest:<id>`, `guardian:<id>`, `token:<id>` or `SYSTEM`.

    `line` and `hash` are its place in the chain that logs had before there were seals: None and
    empty in lines of later.
    """

    id: UUID
    at: datetime
    who: str
    act: str
    thing: str
    thing_id: UUID | None
    address: str
    line: int | None
    hash: bytes

    @property
    def fields(self) -> tuple[str, ...]:
        """Return what a hash covers, as text; the moment in microseconds since 1970."""
        return (
            str(self.id), str(microseconds(self.at)), self.who, self.act, self.thing,
            str(self.thing_id or ""), self.address,
        )  # fmt: skip


class Search(msgspec.Struct, frozen=True):
    """What to look for; days are in the reader's zone, both inclusive.

    `who` is a name, an address or `person:<id>`; `thing` is a kind or an id.
    """

    who: Words | None = None
    act: Words | None = None
    thing: Words | None = None
    first_day: date | None = None
    last_day: date | None = None

    def begins(self, zone: tzinfo) -> datetime | None:
        return _midnight(self.first_day, zone)

    def ends(self, zone: tzinfo) -> datetime | None:
        """Return the instant before which the lines are: the end of the last day."""
        if self.last_day is None or self.last_day >= _DAYS[1]:
            return None
        return _midnight(self.last_day + timedelta(days=1), zone)


def _midnight(day: date | None, zone: tzinfo) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(min(max(day, _DAYS[0]), _DAYS[1]), time(), zone)


LOG = Listing(orders={"newest": Order("Newest first", NEWEST_FIRST)}, filters=Search)


def microseconds(at: datetime) -> int:
    """Return a moment in microseconds since 1970, which is how exactly the database keeps it."""
    return (at - _EPOCH) // timedelta(microseconds=1)
