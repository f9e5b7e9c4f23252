"""Slots of a viewer: nobody moves, nobody is in two, nobody is forgotten while there is a place."""

from hypothesis import given
from hypothesis import strategies as st

from services.rooms.slots import Slots

NUMBER = 4
people = st.lists(st.sampled_from("abcdefg"), unique=True)


def test_who_stays_keeps_the_slot() -> None:
    slots = Slots(3)
    slots.assign(["a", "b", "c"])
    assert slots.assign(["c", "d"]) == [(0, None), (1, None), (0, "d")]
    assert slots.shown == ["d", None, "c"]


@given(st.lists(people))
def test_slots_are_stable_and_full(changes: list[list[str]]) -> None:
    slots = Slots(NUMBER)
    applied: list[str | None] = [None] * NUMBER
    for wanted in changes:
        before = list(slots.shown)
        for slot, who in slots.assign(wanted):
            assert who is None or who not in applied
            applied[slot] = who
        assert applied == slots.shown
        shown = [who for who in slots.shown if who]
        assert len(shown) == len(set(shown)) == min(NUMBER, len(wanted))
        for slot, who in enumerate(before):
            assert who not in wanted or slots.shown[slot] == who
