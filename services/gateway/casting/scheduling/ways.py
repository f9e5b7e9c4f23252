"""Where the calendar's links lead: to other days, with what narrows it kept."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import msgspec

from services.gateway.casting.scheduling.model import FIRST, LAST, WEEK, Asked, Span
from services.gateway.web import urls


class Ways(msgspec.Struct, frozen=True):
    """Addresses: of the days before and after ("" at the ends of the calendar), of the days that
    it is now, of the same days as a week and as a month, and of all that is not narrowed."""

    before: str
    after: str
    now: str
    as_week: str
    as_month: str
    not_narrowed: str


def ways(asked: Asked, span: Span) -> Ways:
    if span.month:
        before, after = span.month - timedelta(days=1), span.month + timedelta(days=31)
        place: dict[str, Any] = {"month": _month(span.month)}
        near = (
            _ending(asked, before, month=_month(before)),
            _ending(asked, after, month=_month(after)),
        )
    else:
        before, after = span.first - timedelta(days=WEEK), span.first + timedelta(days=WEEK)
        place = {"week": span.first}
        near = (_ending(asked, before, week=before), _ending(asked, after, week=after))
    return Ways(
        before=near[0],
        after=near[1],
        now=_address(asked, month=""),
        as_week=_address(asked, week=span.month or span.first),
        as_month=_address(asked, month=_month(span.month or span.first + timedelta(days=3))),
        not_narrowed=f"{urls.CALENDAR}?{urlencode(place | _said(zone=asked.zone))}",
    )


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _ending(asked: Asked, day: date, **place: Any) -> str:
    return _address(asked, **place) if FIRST <= day <= LAST else ""


def _address(asked: Asked, **place: Any) -> str:
    kept = _said(zone=asked.zone, production=asked.production, room=asked.room, member=asked.member)
    return f"{urls.CALENDAR}?{urlencode(_said(**place) | kept)}"


def _said(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
