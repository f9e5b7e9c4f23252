"""Lays out what a calendar has by the days of its reader, whose clocks differ from those agreed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from services.gateway.casting.scheduling.model import BlockedTime, Calendar, PlacedSession, Span
from services.gateway.web.rendering.dates import clock
from services.gateway.web.rendering.display import Display


class Day(msgspec.Struct, frozen=True):
    """A day of the reader's, with what is on in it, even if it begins or ends on another."""

    date: date
    sessions: Sequence[PlacedSession]
    blocked: Sequence[BlockedTime]


def days(span: Span, calendar: Calendar) -> Iterator[Day]:
    zone = ZoneInfo(calendar.zone)
    for day in span.days:
        start = datetime.combine(day, time(), zone)
        end = datetime.combine(day + timedelta(days=1), time(), zone)
        yield Day(
            day,
            [each for each in calendar.sessions if each.starts_at < end and each.ends_at > start],
            [each for each in calendar.blocked if each.starts_at < end and each.ends_at > start],
        )


def hours(event: PlacedSession | BlockedTime, zone: str, day: date, shown: Display) -> str:
    """Say from when to when something is on in a zone on one of its days, by the reader's clock. On
    one of 24 hours midnight ends a day as 24:00 (ISO 8601-1:2019/Amd 1:2022)."""
    place, after = ZoneInfo(zone), day + timedelta(days=1)
    begins = event.starts_at.astimezone(place).replace(tzinfo=None)
    ends = event.ends_at.astimezone(place).replace(tzinfo=None)
    midnight, next_midnight = datetime.combine(day, time()), datetime.combine(after, time())
    whole = ends == next_midnight and shown.clock == "24"
    starts, stops = clock(begins, shown), "24:00" if whole else clock(ends, shown)
    if begins <= midnight and ends >= next_midnight:
        return "all day"
    if begins < midnight:
        return f"until {stops}"
    return f"from {starts}" if ends > next_midnight else f"{starts} to {stops}"
