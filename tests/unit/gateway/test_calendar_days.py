"""Which days a calendar shows, and what is on in them by the clocks of its reader."""

from datetime import UTC, date, datetime, time

import pytest

from services.gateway.casting.scheduling.blocking import placed
from services.gateway.casting.scheduling.days import days, hours
from services.gateway.casting.scheduling.model import Asked, BlockedFields, BlockedTime, Calendar
from services.gateway.casting.scheduling.model import span as spanned
from services.gateway.casting.scheduling.ways import ways
from services.gateway.web.rendering.display import Display
from shared.errors import Invalid
from shared.ids import PersonId, new_id

TODAY = date(2027, 3, 24)
LONDON, SYDNEY = "Europe/London", "Australia/Sydney"
H24 = Display()


def blocked(first: date, **fields: object) -> BlockedTime:
    given = BlockedFields(**{"first": first, "zone": LONDON} | fields)  # type: ignore[arg-type]
    return placed(new_id(), PersonId(new_id()), given)


@pytest.mark.parametrize(
    ("asked", "first", "weeks"),
    [
        (Asked(), date(2027, 3, 22), 1),
        (Asked(week=date(2027, 3, 28)), date(2027, 3, 22), 1),
        (Asked(month="2027-03"), date(2027, 3, 1), 5),
        (Asked(month="2027-02"), date(2027, 2, 1), 4),
        (Asked(month="2026-08"), date(2026, 7, 27), 6),
        (Asked(month="2026-12"), date(2026, 11, 30), 5),
    ],
)
def test_days_are_whole_weeks(asked: Asked, first: date, weeks: int) -> None:
    shown = spanned(asked, TODAY)
    assert (shown.first, shown.weeks) == (first, weeks)


def test_a_day_on_which_clocks_change_is_shorter() -> None:
    starts, ends = spanned(Asked(week=date(2027, 3, 28)), TODAY).between(LONDON)
    assert (ends - starts).total_seconds() == (7 * 24 - 1) * 3600


@pytest.mark.parametrize("asked", [Asked(week=date(1, 1, 1)), Asked(month="9999-12")])
def test_what_is_far_off_is_refused(asked: Asked) -> None:
    with pytest.raises(Invalid):
        spanned(asked, TODAY)


@pytest.mark.parametrize("asked", [Asked(month="2199-12"), Asked(week=date(2000, 1, 3))])
def test_a_calendar_has_ends(asked: Asked) -> None:
    found = ways(asked, spanned(asked, TODAY))
    assert "" in (found.before, found.after)


def test_ways_keep_what_narrows() -> None:
    asked = Asked(month="2027-03", zone=LONDON, room=2)
    found = ways(asked, spanned(asked, TODAY))
    assert found.before == "/calendar?month=2027-02&zone=Europe%2FLondon&room=2"
    assert found.after == "/calendar?month=2027-04&zone=Europe%2FLondon&room=2"
    assert "room" not in found.not_narrowed


def test_something_over_midnight_is_on_both_days() -> None:
    night = blocked(date(2027, 3, 24), begins=time(22), ends=time(2), last=date(2027, 3, 25))
    shown = spanned(Asked(week=TODAY), TODAY)
    calendar = Calendar(shown.days[0], shown.days[-1], LONDON, [], [night])
    found = [day.date for day in days(shown, calendar) if day.blocked]
    assert found == [date(2027, 3, 24), date(2027, 3, 25)]
    assert [hours(night, LONDON, day, H24) for day in found] == ["from 22:00", "until 02:00"]
    assert hours(night, SYDNEY, date(2027, 3, 25), H24) == "09:00 to 13:00"


def test_a_whole_day_is_the_members_and_not_the_readers() -> None:
    day = blocked(date(2027, 3, 28))
    assert (day.ends_at - day.starts_at).total_seconds() == 23 * 3600, "the clocks go forward"
    assert hours(day, LONDON, date(2027, 3, 28), H24) == "all day"
    assert hours(day, SYDNEY, date(2027, 3, 28), H24) == "from 11:00"
    evening = blocked(date(2027, 3, 24), begins=time(20), ends=time(0), last=date(2027, 3, 25))
    assert hours(evening, LONDON, date(2027, 3, 24), H24) == "20:00 to 24:00"
    twelve = Display(clock="12", language="en_US")
    assert hours(evening, LONDON, date(2027, 3, 24), twelve) == "8:00 PM to 12:00 AM"


def test_fields_are_those_that_were_typed() -> None:
    for fields in (
        {"last": date(2027, 3, 26), "title": "Holiday"},
        {"last": date(2027, 3, 24), "begins": time(9), "ends": time(10, 30)},
    ):
        given = BlockedFields(first=TODAY, zone=LONDON, **fields)  # type: ignore[arg-type]
        assert placed(new_id(), PersonId(new_id()), given).fields == given


@pytest.mark.parametrize(
    "fields",
    [
        {"last": date(2027, 3, 23)},
        {"last": date(2028, 3, 30)},
        {"begins": time(10)},
        {"begins": time(10), "ends": time(10)},
        {"zone": "Mars/Olympus"},
        {"last": date(9999, 12, 31)},
    ],
)
def test_what_cannot_be_blocked_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        blocked(TODAY, **fields)


def test_an_hour_that_is_skipped_is_the_one_after() -> None:
    skipped = blocked(date(2027, 3, 28), begins=time(1, 30), ends=time(3))
    assert skipped.starts_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
