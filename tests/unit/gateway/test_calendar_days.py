"""Which days a calendar shows, and where it goes from there."""

from datetime import date

import pytest

from services.gateway.casting.dashboards.calendar import Asked, Calendar, View, _begin, _end


@pytest.mark.parametrize(
    ("view", "day", "first", "last"),
    [
        ("week", "2026-11-30", "2026-11-30", "2026-12-06"),
        ("week", "2027-01-03", "2026-12-28", "2027-01-03"),
        ("month", "2028-02-15", "2028-02-01", "2028-02-29"),
        ("month", "2026-12-31", "2026-12-01", "2026-12-31"),
    ],
)
def test_a_week_begins_on_monday_and_a_month_on_its_first(
    view: View, day: str, first: str, last: str
) -> None:
    begun = _begin(view, date.fromisoformat(day))
    assert (begun, _end(view, begun)) == (date.fromisoformat(first), date.fromisoformat(last))


def test_earlier_and_later_are_beside_it() -> None:
    day = date(2026, 12, 9)
    shown = Calendar(Asked(day, "month"), day, date(2026, 11, 30), date(2027, 1, 3), {})
    assert shown.before == "/calendar?day=2026-11-30&view=month"
    assert shown.after == "/calendar?day=2027-01-01&view=month"
    assert len([*shown.days]) == 35
