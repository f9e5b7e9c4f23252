"""Who is seen and heard on a stage, whatever state its people are in: rules that always hold."""

from hypothesis import given
from hypothesis import strategies as st

from services.rooms.room.participant import Participant, Talkback
from services.rooms.stage import visibility
from services.rooms.stage.behaviour import STAGE
from services.rooms.stage.stage import ON_STAGE
from services.rooms.stage.talkback import VOICES
from tests.unit.rooms.people import participant

TALKBACK = Talkback("connection", frozenset(), 0.0)


@st.composite
def people(draw: st.DrawFn) -> list[Participant]:
    """A full house: six on stage at most, two voices at most, anybody may share or be muted."""
    on_stage = [participant(f"s{n}", where="stage") for n in range(draw(st.integers(0, ON_STAGE)))]
    in_lobby = [participant(f"l{n}", where="lobby") for n in range(draw(st.integers(0, 3)))]
    watching = [
        participant(f"w{n}", where="watching", role="decision_maker")
        for n in range(draw(st.integers(0, 4)))
    ]
    found = [*on_stage, *in_lobby, *watching]
    for one in found:
        one.screen, one.muted = draw(st.booleans()), draw(st.booleans())
    for one in watching[: draw(st.integers(0, VOICES))]:
        one.talkback = TALKBACK
    return found


@given(people())
def test_everything_that_is_to_be_seen_has_a_slot(found: list[Participant]) -> None:
    for viewer in found:
        sources = visibility.visible(found, viewer)
        assert len(sources) <= STAGE.slots
        assert len(sources) == len(set(sources))
        assert viewer.who not in {source.peer for source in sources}


@given(people())
def test_what_is_shown_may_pass_and_nothing_else_may(found: list[Participant]) -> None:
    shown = {s.peer for viewer in found for s in visibility.visible(found, viewer)}
    for one in found:
        permissions = visibility.permissions(one)
        if one.who in shown:
            assert permissions.audio == (not one.muted)
        assert permissions.video == (one.where == "stage")
        if one.where != "stage" and one.talkback is None:
            assert permissions == (False, False)


@given(people())
def test_who_waits_sees_nobody_and_is_seen_by_nobody(found: list[Participant]) -> None:
    waiting = {one.who for one in found if one.where == "lobby"}
    for viewer in found:
        sources = visibility.visible(found, viewer)
        assert not waiting & {source.peer for source in sources}
        assert viewer.where != "lobby" or not sources
