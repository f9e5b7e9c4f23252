"""Slots of a viewer: nobody moves, nobody is in two, nobody is forgotten while there is a place."""

from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.model import Layer, Source
from services.rooms.room.media_slots import Slots

NUMBER = 4
sources = st.builds(Source, st.sampled_from("abcd"), st.sampled_from(["camera", "screen", "voice"]))
wishes = st.lists(sources, unique=True, max_size=8)
sizes = st.lists(st.sampled_from(["high", "low", None]), max_size=6)


def camera(who: str) -> Source:
    return Source(who, "camera")


def test_who_stays_keeps_the_slot() -> None:
    slots = Slots(3)
    slots.assign(map(camera, "abc"))
    assert slots.assign(map(camera, "cd")) == [0, 1]
    assert slots.shown == [camera("d"), None, camera("c")]


def test_camera_and_screen_of_one_person_are_two_things() -> None:
    slots = Slots(2)
    slots.assign([camera("a"), Source("a", "screen")])
    assert slots.assign([camera("a")]) == [1]


@given(st.lists(wishes))
def test_slots_are_stable_and_full(changes: list[list[Source]]) -> None:
    slots = Slots(NUMBER)
    applied: list[Source | None] = [None] * NUMBER
    for wanted in changes:
        before = list(slots.shown)
        for slot in slots.assign(wanted):
            source = slots.shown[slot]
            assert source is None or source not in applied
            applied[slot] = source
        assert applied == slots.shown
        shown = [source for source in slots.shown if source]
        assert len(shown) == len(set(shown)) == min(NUMBER, len(wanted))
        for slot, source in enumerate(before):
            assert source not in wanted or slots.shown[slot] == source


def test_a_replaced_source_is_one_change() -> None:
    slots = Slots(1)
    slots.assign([camera("a")])
    assert slots.assign([camera("b")]) == [0]


@given(wishes, st.lists(sizes))
def test_sizes_follow_the_last_word_and_only_what_shows_changes(
    wanted: list[Source], said: list[list[Layer | None]]
) -> None:
    slots = Slots(NUMBER)
    slots.assign(wanted)
    for sizes in said:
        before = list(slots.layers)
        changed = slots.resize(sizes)
        assert slots.layers == (sizes + ["high"] * NUMBER)[:NUMBER]
        for slot in range(NUMBER):
            differs = slots.layers[slot] != before[slot] and slots.shown[slot] is not None
            assert (slot in changed) == differs
