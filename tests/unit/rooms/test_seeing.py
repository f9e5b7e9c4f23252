"""Who is seen and heard on a stage, whatever state its people are in: rules that always hold."""

from hypothesis import given
from hypothesis import strategies as st

from services.rooms import seeing
from services.rooms.people import Hold, Person
from services.rooms.speaking import VOICES
from services.rooms.stage import ON_STAGE, Stage
from tests.unit.rooms.people import person

HOLD = Hold("connection", frozenset(), 0.0)


@st.composite
def people(draw: st.DrawFn) -> list[Person]:
    """A full house: six on stage at most, two voices at most, anybody may share or be muted."""
    on_stage = [person(f"s{n}", where="stage") for n in range(draw(st.integers(0, ON_STAGE)))]
    in_lobby = [person(f"l{n}", where="lobby") for n in range(draw(st.integers(0, 3)))]
    watching = [
        person(f"w{n}", where="watching", role="decision_maker")
        for n in range(draw(st.integers(0, 4)))
    ]
    found = [*on_stage, *in_lobby, *watching]
    for one in found:
        one.screen, one.muted = draw(st.booleans()), draw(st.booleans())
    for one in watching[: draw(st.integers(0, VOICES))]:
        one.hold = HOLD
    return found


@given(people())
def test_everything_that_is_to_be_seen_has_a_slot(found: list[Person]) -> None:
    for viewer in found:
        sources = seeing.visible(found, viewer)
        assert len(sources) <= Stage.slots
        assert len(sources) == len(set(sources))
        assert viewer.who not in {source.peer for source in sources}


@given(people())
def test_what_is_shown_may_pass_and_nothing_else_may(found: list[Person]) -> None:
    shown = {s.peer for viewer in found for s in seeing.visible(found, viewer)}
    for one in found:
        gates = seeing.gates(one)
        if one.who in shown:
            assert gates.audio == (not one.muted)
        assert gates.video == (one.where == "stage")
        if one.where != "stage" and one.hold is None:
            assert gates == (False, False)


@given(people())
def test_who_waits_sees_nobody_and_is_seen_by_nobody(found: list[Person]) -> None:
    waiting = {one.who for one in found if one.where == "lobby"}
    for viewer in found:
        sources = seeing.visible(found, viewer)
        assert not waiting & {source.peer for source in sources}
        assert viewer.where != "lobby" or not sources
