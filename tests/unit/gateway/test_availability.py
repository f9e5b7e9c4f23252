"""What counts of somebody's days, where several things were said about them."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.casting.talent.availability.model import (
    Days,
    Source,
    State,
    Statement,
    days_of,
)
from shared.ids import TalentId, new_id

MAY = date(2027, 5, 1)
SOMEBODY = TalentId(UUID(int=1))


def said(first: int, last: int, state: State, at: int, source: Source = "office") -> Statement:
    """Make a statement about days of May, made at an hour."""
    return Statement(
        new_id(),
        SOMEBODY,
        MAY + timedelta(days=first - 1),
        MAY + timedelta(days=last - 1),
        state,
        source,
        "",
        datetime(2027, 4, 1, at, tzinfo=UTC),
    )


def short(days: Days) -> tuple[int, int, State]:
    return days.first_day.day, days.last_day.day, days.state


def test_the_later_statement_counts_on_the_days_that_it_names() -> None:
    days = days_of([said(1, 10, "not_free", at=9), said(4, 5, "free", at=10)])
    assert list(map(short, days)) == [(1, 3, "not_free"), (4, 5, "free"), (6, 10, "not_free")]


def test_days_of_which_nothing_was_said_are_left_out() -> None:
    days = days_of([said(1, 2, "free", at=9), said(5, 5, "free", at=9)])
    assert list(map(short, days)) == [(1, 2, "free"), (5, 5, "free")]


def test_neighbouring_days_for_which_the_same_counts_are_one_range() -> None:
    days = days_of([said(1, 2, "free", at=9), said(3, 4, "free", at=10)])
    assert list(map(short, days)) == [(1, 4, "free")]


def test_sources_that_differ_are_a_clash_and_the_later_one_counts() -> None:
    rep, person = said(1, 3, "free", 9, "rep"), said(2, 2, "not_free", 10, "person")
    days = days_of([person, rep])
    assert [(short(each), each.clashes) for each in days] == [
        ((1, 1, "free"), ()),
        ((2, 2, "not_free"), (rep,)),
        ((3, 3, "free"), ()),
    ]


def test_who_changes_their_mind_does_not_clash_with_themselves() -> None:
    (days,) = days_of([said(1, 1, "free", 9, "rep"), said(1, 1, "not_free", 10, "rep")])
    assert (days.state, days.clashes) == ("not_free", ())


STATEMENTS = st.lists(
    st.builds(
        lambda first, length, state, at, source: said(
            first, min(30, first + length), state, at, source
        ),
        st.integers(1, 30),
        st.integers(0, 12),
        st.sampled_from(("free", "not_free", "unsure")),
        st.integers(0, 23),
        st.sampled_from(("person", "rep", "office", "call")),
    ),
    max_size=8,
)


@given(STATEMENTS)
def test_each_day_has_what_was_said_of_it_last(statements: list[Statement]) -> None:
    counted = {
        day: days.state
        for days in days_of(statements)
        for day in range(days.first_day.day, days.last_day.day + 1)
    }
    ordered = sorted(statements, key=lambda each: (each.stated_at, each.id))
    expected = {
        day: each.state
        for each in ordered
        for day in range(each.first_day.day, each.last_day.day + 1)
    }
    assert counted == expected
