"""The calendar: the sessions of a week or a month over all productions, by their days."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, TypeAlias
from urllib.parse import urlencode
from uuid import UUID

import msgspec

from services.gateway.casting.dashboards import store
from services.gateway.casting.dashboards.model import Sitting
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from shared.errors import Invalid

View: TypeAlias = Literal["week", "month"]
YEARS = range(2000, 2101)
SHOWN = 500
"""How many sessions of a month are read at most."""


class Asked(msgspec.Struct, frozen=True):
    """The week or month that a day is in; of one production, or of all."""

    day: date | None = None
    view: View = "week"
    production: UUID | None = None


class Calendar(msgspec.Struct, frozen=True):
    """Whole weeks, from a Monday on, with what takes place on each day where it takes place."""

    asked: Asked
    day: date
    first: date
    last: date
    by_day: Mapping[date, Sequence[Sitting]]

    @property
    def days(self) -> Iterator[date]:
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)

    @property
    def before(self) -> str:
        return self.address(_begin(self.asked.view, self.day) - timedelta(days=1))

    @property
    def after(self) -> str:
        return self.address(_end(self.asked.view, self.day) + timedelta(days=1))

    def address(self, day: date | None = None, view: View | None = None) -> str:
        """Return the address of another day, or of this one in another view."""
        shown = {"day": day or self.day, "view": view or self.asked.view}
        of = {"production": self.asked.production} if self.asked.production else {}
        return f"{urls.CALENDAR}?{urlencode(shown | of)}"


def _begin(view: View, day: date) -> date:
    return day.replace(day=1) if view == "month" else day - timedelta(days=day.weekday())


def _end(view: View, day: date) -> date:
    """The last day of the week (ISO 8601: a Sunday) or the month that a day is in."""
    if view == "week":
        return day + timedelta(days=6 - day.weekday())
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


async def calendar(desk: Desk, asked: Asked) -> Calendar:
    """Return the week or month that is asked for.

    Raises:
        Invalid: no calendar of ours goes so far.
    """
    day = asked.day or desk.now.date()
    if day.year not in YEARS:
        raise Invalid(day="Please choose a day between 2000 and 2100.")
    first = _begin("week", _begin(asked.view, day))
    last = _end("week", _end(asked.view, day))
    by_day: dict[date, list[Sitting]] = {}
    for each in await store.sittings(desk, first, last, asked.production, SHOWN):
        by_day.setdefault(each.local_date, []).append(each)
    return Calendar(asked, day, first, last, by_day)
