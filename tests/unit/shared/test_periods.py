"""When periodic jobs come: wall times where clocks change, and intervals."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.jobs import Periodic


def occurrences(periodic: Periodic, begin: str, count: int) -> list[str]:
    now, found = datetime.fromisoformat(begin), []
    for _ in range(count):
        now = periodic.after(now)
        found.append(f"{now:%m-%d %H:%M}")
    return found


@pytest.mark.parametrize(
    ("at", "begin", "expected"),
    [
        ("03:15", "2026-07-01T00:00Z", ["07-01 02:15", "07-02 02:15"]),
        ("03:15", "2026-07-01T02:15Z", ["07-02 02:15"]),
        # The clocks go from 01:00 to 02:00 on 29 March 2026: that day it is an hour later.
        ("01:30", "2026-03-28T00:00Z", ["03-28 01:30", "03-29 01:30", "03-30 00:30"]),
        # And from 02:00 back to 01:00 on 25 October: 01:30 comes twice, and the job once.
        ("01:30", "2026-10-24T00:00Z", ["10-24 00:30", "10-25 00:30", "10-26 01:30"]),
        ("01:30", "2026-10-25T01:00Z", ["10-26 01:30"]),
    ],
)
def test_a_wall_time(at: str, begin: str, expected: list[str]) -> None:
    assert occurrences(Periodic("x", at, "Europe/London"), begin, len(expected)) == expected


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_it_comes_once_a_day_in_each_zone(begin: datetime) -> None:
    for zone in ("America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"):
        periodic = Periodic("x", "02:10", zone)
        days = [begin]
        for _ in range(4):
            days.append(periodic.after(days[-1]))
        assert all(
            timedelta(hours=22) < later - earlier < timedelta(hours=26)
            for earlier, later in pairwise(days[1:])
        )


def test_an_interval_is_the_same_for_all_workers() -> None:
    periodic = Periodic("x", every=timedelta(minutes=20))
    assert occurrences(periodic, "2026-01-01T00:19:59Z", 2) == ["01-01 00:20", "01-01 00:40"]
    assert occurrences(periodic, "2026-01-01T00:20Z", 1) == ["01-01 00:40"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Periodic("x"),
        lambda: Periodic("x", "03:15", every=timedelta(hours=1)),
        lambda: Periodic("x", "3 o'clock"),
        lambda: Periodic("x", "03:15", "Europe/Atlantis"),
    ],
)
def test_what_cannot_be_is_refused_at_the_start(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        wrong()  # type: ignore[operator]
