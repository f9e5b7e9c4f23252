"""Encodings are wanted at once, and not wanted any more after a while."""

from services.rooms.media.active_speaker import HELD, ActiveSpeaker
from services.rooms.media.ingress.demand import KEPT, LayerDemand


def test_what_is_wanted_is_told_at_once_and_once() -> None:
    demand = LayerDemand()
    assert demand.update(frozenset(), 0.0)
    assert demand.update(frozenset({"high"}), 0.1)
    assert not demand.update(frozenset({"high"}), 0.2)
    assert demand.notified == frozenset({"high"})


def test_what_is_not_wanted_is_kept_for_a_while() -> None:
    demand = LayerDemand()
    demand.update(frozenset({"high"}), 0.0)
    demand.update(frozenset({"low"}), 1.0)
    assert demand.notified == frozenset({"low", "high"})
    assert not demand.update(frozenset({"low"}), KEPT - 0.1)
    assert demand.update(frozenset({"low"}), KEPT + 1.0)
    assert demand.notified == frozenset({"low"})


def test_the_loudest_speaks() -> None:
    speakers = ActiveSpeaker()
    assert speakers.update({"ana": 90.0, "bob": 40.0}, 0.0)
    assert speakers.now == "ana"
    assert not speakers.update({"ana": 90.0, "bob": 93.0}, 0.1)
    assert speakers.update({"ana": 85.0, "bob": 93.0}, 0.2)
    assert speakers.now == "bob"


def test_a_pause_changes_nothing_and_silence_does() -> None:
    speakers = ActiveSpeaker()
    speakers.update({"ana": 90.0}, 0.0)
    assert not speakers.update({"ana": 10.0}, HELD / 2)
    assert speakers.update({"ana": 10.0}, 2 * HELD)
    assert speakers.now is None


def test_who_left_speaks_no_more() -> None:
    speakers = ActiveSpeaker()
    speakers.update({"ana": 90.0}, 0.0)
    assert speakers.update({}, 0.1)
    assert speakers.now is None
