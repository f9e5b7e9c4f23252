"""Places a blocked time in its zone: wall times as they are meant, instants as they are."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from whenever import PlainDateTime

from services.gateway.casting.scheduling.model import (
    MOST_DAYS,
    BlockedFields,
    BlockedTime,
    check_days,
    checked_zone,
)
from shared.errors import Invalid
from shared.ids import PersonId


def placed(blocked_id: UUID, person: PersonId, fields: BlockedFields) -> BlockedTime:
    """Return when a member is not to be had; reads zone data from files.

    A wall time that the clocks skip is the one after, and of one that comes twice the first is
    meant (RFC 5545 section 3.3.5).

    Raises:
        Invalid: it ends before it begins, lasts over a year, or the zone is not known.
    """
    zone = checked_zone(fields.zone)
    start, end = _wall_times(fields)
    starts_at, ends_at = _instant(start, zone), _instant(end, zone)
    if starts_at >= ends_at:
        raise Invalid(ends="It has to end after it begins.")
    if end - start > timedelta(days=MOST_DAYS):
        raise Invalid(last=f"Please block at most {MOST_DAYS} days at once.")
    whole = fields.begins is None
    return BlockedTime(
        blocked_id, person, fields.title, zone, whole, start, end, starts_at, ends_at
    )


def _wall_times(fields: BlockedFields) -> tuple[datetime, datetime]:
    last = fields.last or fields.first
    check_days(first=fields.first, last=last)
    if fields.begins is None and fields.ends is None:
        if last < fields.first:
            raise Invalid(last="It has to end after it begins.")
        return datetime.combine(fields.first, time()), datetime.combine(
            last + timedelta(days=1), time()
        )
    if fields.begins is None or fields.ends is None:
        raise Invalid(ends="Please give both hours, or none for whole days.")
    return _wall(fields.first, fields.begins), _wall(last, fields.ends)


def _wall(day: date, hour: time) -> datetime:
    """An offset, which RFC 3339 allows in a time, is not listened to: the zone says it."""
    return datetime.combine(day, hour.replace(tzinfo=None))


def _instant(local: datetime, zone: str) -> datetime:
    return (
        PlainDateTime(local).assume_tz(zone, disambiguation="compatible").to_instant().to_stdlib()
    )
