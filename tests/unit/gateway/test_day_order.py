"""Who goes where when people are moved in a day."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.gateway.casting.auditions.day.model import NotAnAudition, Rest
from services.gateway.casting.auditions.day.order import moved
from services.gateway.casting.auditions.model import Slot, SlotNotFound
from shared.ids import RoleId, SessionId, SlotId

TEN = datetime(2027, 1, 15, 10, tzinfo=UTC)
ROLE = RoleId(UUID(int=99))


def slot(number: int, *, after: int, room: int = 1, audition: bool = True) -> Slot:
    return Slot(
        id=SlotId(UUID(int=number)),
        session_id=SessionId(UUID(int=100)),
        position=number,
        kind="audition" if audition else "break",
        role_id=ROLE if audition else None,
        local_start=(TEN + timedelta(minutes=after)).replace(tzinfo=None),
        starts_at=TEN + timedelta(minutes=after),
        minutes=15,
        room=room,
    )


DAY = [
    slot(1, after=0),
    slot(2, after=0, room=2),
    slot(3, after=15),
    slot(4, after=15, room=2),
    slot(5, after=30, audition=False),
    slot(6, after=45),
]


def numbers(start: int, end: int, rest: Rest) -> dict[int, int]:
    found = moved(DAY, SlotId(UUID(int=start)), SlotId(UUID(int=end)), rest)
    return {here.int: there.int for here, there in found.items()}


def test_two_swap() -> None:
    assert numbers(1, 6, "swap") == {1: 6, 6: 1}
    assert numbers(3, 3, "swap") == {}


def test_those_between_make_room_and_a_break_stays_where_it_is() -> None:
    assert numbers(1, 6, "shift") == {1: 6, 3: 1, 6: 3}, "of one room only its own"
    assert numbers(6, 1, "shift") == {6: 1, 3: 6, 1: 3}
    assert numbers(2, 6, "shift") == {2: 6, 3: 2, 4: 3, 6: 4}
    assert numbers(3, 3, "shift") == {}


def test_a_break_and_another_day_are_no_place() -> None:
    with pytest.raises(NotAnAudition):
        numbers(1, 5, "swap")
    with pytest.raises(SlotNotFound):
        numbers(1, 77, "shift")
