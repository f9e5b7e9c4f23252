"""A day of slots: wall times as agreed, instants as they are, clocks that change included."""

from datetime import UTC, date, datetime, time

import msgspec
import pytest

from services.gateway.casting.auditions.model import NewSession, Session, Slot
from services.gateway.casting.auditions.scheduling import day_plan, planned
from shared.errors import Invalid
from shared.ids import ProductionId, SessionId, SlotId, new_id


def plan(zone: str, day: date, start: time, **changed: object) -> list[Slot]:
    new = msgspec.structs.replace(
        NewSession("Day", day, zone, start, role_id=new_id(), minutes=60, slots=3), **changed
    )
    session = Session(
        SessionId(new_id()), ProductionId(new_id()), new.title, day, zone, "", opened_at=None
    )
    return day_plan(session, new, lambda: SlotId(new_id()))


def test_slots_follow_each_other() -> None:
    slots = plan("Asia/Kathmandu", date(2027, 1, 15), time(10, 0))
    assert [slot.local_start.hour for slot in slots] == [10, 11, 12]
    assert slots[0].starts_at == datetime(2027, 1, 15, 4, 15, tzinfo=UTC)


def test_a_break_comes_after_every_so_many_but_not_at_the_end() -> None:
    slots = plan("UTC", date(2027, 1, 15), time(10), slots=4, break_after=2, break_minutes=30)
    assert [slot.kind for slot in slots] == ["audition"] * 2 + ["break"] + ["audition"] * 2
    assert slots[3].local_start.time() == time(12, 30)


def test_rooms_hold_slots_at_the_same_time_and_rest_together() -> None:
    slots = plan("UTC", date(2027, 1, 15), time(10), slots=5, rooms=2, break_after=1)
    held = [(slot.kind, slot.room, slot.local_start.time()) for slot in slots]
    assert held == [
        ("audition", 1, time(10)),
        ("audition", 2, time(10)),
        ("break", 1, time(11)),
        ("audition", 1, time(11, 15)),
        ("audition", 2, time(11, 15)),
        ("break", 1, time(12, 15)),
        ("audition", 1, time(12, 30)),
    ]
    assert [slot.position for slot in slots] == [1, 2, 3, 4, 5, 6, 7]


def test_where_clocks_spring_forward_the_wall_time_jumps_and_real_time_does_not() -> None:
    slots = plan("Europe/London", date(2027, 3, 28), time(0, 0))
    assert [slot.local_start.hour for slot in slots] == [0, 2, 3]
    assert [slot.starts_at.hour for slot in slots] == [0, 1, 2]


@pytest.mark.parametrize(
    ("zone", "day", "start", "field"),
    [
        ("Europe/London", date(2027, 3, 28), time(1, 30), "first_slot"),
        ("Europe/London", date(2027, 10, 31), time(1, 30), "first_slot"),
        ("Mars/Olympus", date(2027, 1, 15), time(10), "zone"),
    ],
)
def test_a_time_that_does_not_exist_or_comes_twice_is_refused_by_field(
    zone: str, day: date, start: time, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        plan(zone, day, start)
    assert list(refused.value.fields) == [field]


def test_a_slot_says_how_far_its_clock_is_from_utc() -> None:
    """The clocks of London went back at 02:00 on 25 October 2026 (IANA tzdata)."""
    new = NewSession(
        title="Night",
        local_date=date(2026, 10, 25),
        zone="Europe/London",
        first_slot=time(0, 30),
        role_id=new_id(),
        minutes=60,
        slots=4,
    )
    _, slots = planned(new_id(), new)
    assert [(f"{s.local_start:%H:%M}", s.utc_offset) for s in slots] == [
        ("00:30", "UTC+01:00"),
        ("01:30", "UTC+01:00"),
        ("01:30", "UTC+00:00"),
        ("02:30", "UTC+00:00"),
    ]
