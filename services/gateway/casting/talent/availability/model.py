"""Availability, as data: statements about days, and what they come to.

A statement is never overwritten. Of two about one day the one that was made later counts; where
they come from different sources and differ, that is a clash, which is shown and blocks nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from shared.errors import Invalid, NotFound
from shared.ids import TalentId
from shared.lines import FILLED_OR_EMPTY
from shared.texts import gettext_noop

State: TypeAlias = Literal["free", "not_free", "unsure"]
Source: TypeAlias = Literal["person", "rep", "office", "call"]

STATES: dict[State, str] = {
    "free": gettext_noop("Free"),
    "not_free": gettext_noop("Not free"),
    "unsure": gettext_noop("Unsure"),
}
SOURCES: dict[Source, str] = {
    "person": gettext_noop("they said so"),
    "rep": gettext_noop("their rep said so"),
    "office": gettext_noop("the office's own note"),
    "call": gettext_noop("said on a call"),
}
FIRST, LAST = date(2000, 1, 1), date(2200, 1, 1)
LONGEST = timedelta(days=1100)
MOST = 400
"""Statements that count at a time."""
_DAY = timedelta(days=1)


class NewStatement(msgspec.Struct, frozen=True):
    """What is said of some days, both inclusive."""

    first_day: date
    last_day: date
    state: State
    source: Source = "office"
    note: Annotated[str, msgspec.Meta(max_length=200, pattern=FILLED_OR_EMPTY)] = ""


class Statement(msgspec.Struct, frozen=True):
    """A statement, with who wrote it down."""

    id: UUID
    talent_id: TalentId
    first_day: date
    last_day: date
    state: State
    source: Source
    note: str
    stated_at: datetime


class Days(msgspec.Struct, frozen=True):
    """Days that follow each other, both inclusive, and what counts of them. `clashes` are earlier
    statements about them, of other sources, that say otherwise."""

    first_day: date
    last_day: date
    state: State
    source: Source
    note: str
    clashes: tuple[Statement, ...] = ()


class StatementNotFound(NotFound):
    """There is no such statement about these days."""


class DaysTurned(Invalid):
    """The last day is the first one, or comes after it, within three years."""


class TooManyStatements(Invalid):
    """There are very many dates already. Please take back those that do not count any more."""


def days_of(statements: Iterable[Statement]) -> list[Days]:
    """Return what counts of all days that anything was said of, in their order.

    Neighbouring days for which the same counts are one range.
    """
    ordered = sorted(statements, key=lambda each: (each.stated_at, each.id))
    edges = {each.first_day for each in ordered}
    edges |= {each.last_day + _DAY for each in ordered}
    found: list[Days] = []
    for begin, end in pairwise(sorted(edges)):
        about = [each for each in ordered if each.first_day <= begin <= each.last_day]
        if about:
            _append(found, _between(begin, end - _DAY, about))
    return found


def _between(first_day: date, last_day: date, about: Sequence[Statement]) -> Days:
    """Return what counts of days that the same statements, the latest last, are about."""
    last = about[-1]
    latest = {each.source: each for each in about}
    clashes = [each for each in latest.values() if each.state != last.state]
    return Days(first_day, last_day, last.state, last.source, last.note, tuple(clashes))


def _append(found: list[Days], more: Days) -> None:
    before = found[-1] if found else None
    follows = before is not None and before.last_day + _DAY == more.first_day
    if before and follows and _same(before, more):
        found[-1] = msgspec.structs.replace(before, last_day=more.last_day)
    else:
        found.append(more)


def _same(one: Days, other: Days) -> bool:
    alike = (one.state, one.source, one.note) == (other.state, other.source, other.note)
    return alike and one.clashes == other.clashes
