"""The expected wait: by the plan when the room is early, by the queue when it is late."""

from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from services.rooms.room.participant import Participant
from services.rooms.stage.wait_time import minutes_to_wait
from tests.unit.rooms.people import NOON, participant


def on_stage(minutes: int, began: int) -> Participant:
    """Somebody of a slot so long, on stage since that many minutes from noon."""
    found = participant("Irina", where="stage", waits=0, starts_in=0, minutes=minutes)
    found.on_stage_since = NOON + timedelta(minutes=began)
    return found


NINA = participant("Nina", waits=1, starts_in=20, minutes=20)
BORIS = participant("Boris", waits=2, starts_in=40, minutes=20)


def test_an_early_room_keeps_to_the_plan() -> None:
    assert minutes_to_wait(NINA, [], [], NOON) == 20
    assert minutes_to_wait(BORIS, [NINA], [], NOON) == 40


def test_a_late_room_waits_for_those_ahead() -> None:
    late = NOON + timedelta(minutes=50)
    assert minutes_to_wait(NINA, [], [], late) == 0
    assert minutes_to_wait(BORIS, [NINA], [], late) == 20


def test_what_is_left_on_stage_counts() -> None:
    late = NOON + timedelta(minutes=50)
    assert minutes_to_wait(NINA, [], [on_stage(20, began=45)], late) == 15
    assert minutes_to_wait(BORIS, [NINA], [on_stage(20, began=10)], late) == 20


def test_a_shared_slot_counts_once_and_ones_own_not_at_all() -> None:
    late = NOON + timedelta(minutes=50)
    partner = participant("Masha", waits=1, starts_in=20, minutes=20)
    assert minutes_to_wait(BORIS, [NINA, partner], [], late) == 20
    assert minutes_to_wait(partner, [NINA], [], late) == 0


def test_minutes_are_full_ones_and_who_has_no_slot_has_no_wait() -> None:
    assert minutes_to_wait(NINA, [], [], NOON + timedelta(seconds=1)) == 20
    assert minutes_to_wait(participant("Dorn"), [NINA], [], NOON) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 60)), max_size=9), st.integers(0, 500))
def test_it_is_never_negative_and_never_before_the_plan(
    slots: list[tuple[int, int]], passed: int
) -> None:
    ahead = [participant("A", waits=n, starts_in=0, minutes=long) for n, long in slots]
    now = NOON + timedelta(minutes=passed)
    for actor in (NINA, msgspec.structs.replace(BORIS, where="stage")):
        found = minutes_to_wait(actor, ahead, [], now)
        planned = actor.ticket.slot_starts_at
        assert found is not None
        assert planned is not None
        assert found >= max(0, (planned - now) / timedelta(minutes=1))
