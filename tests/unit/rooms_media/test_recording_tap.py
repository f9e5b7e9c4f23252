"""What of a camera in two sizes is recorded: a take begins large where it can, and turns large with
the first keyframe that comes."""

from services.rooms.media.ingress.recording_tap import FIRST_WITHIN, MOST_HELD
from services.rooms.media.ingress.source import FLOWS, STEADY
from tests.unit.rooms_media.test_simulcast_downtrack import NOBODY, SSRCS, RecordedPackets, Stand

SMALL, LARGE = SSRCS["low"], SSRCS["high"]


class Recorded(Stand):
    """A stand whose feed is looked at ten times a second, as a room does."""

    def __init__(self) -> None:
        super().__init__()
        self.recording_tap = RecordedPackets()

    def roll_on(self, pictures: int, *sizes: str, keyframe: bool = False) -> None:
        for n in range(pictures):
            self.roll(1, *sizes, keyframe=keyframe and n == 0)  # type: ignore[arg-type]
            if n % 3 == 0:
                self.media_source.pulse(self.now)
                self.media_source.active_layers(NOBODY, self.now)

    def record(self) -> None:
        self.media_source.record(self.recording_tap, self.now)


def test_a_film_begins_with_the_large_keyframe_that_comes_within_a_second() -> None:
    stand = Recorded()
    stand.roll_on(30, "low", keyframe=True)
    stand.record()
    stand.roll_on(round(30 * FIRST_WITHIN) - 5, "low", keyframe=True)
    assert stand.recording_tap.ssrcs == []
    stand.roll_on(30, "low", "high", keyframe=True)
    assert stand.recording_tap.ssrcs == 30 * [LARGE]


def test_it_begins_small_with_all_that_came_where_the_large_one_takes_longer() -> None:
    stand = Recorded()
    stand.roll_on(30, "low", keyframe=True)
    stand.record()
    stand.roll_on(60, "low", keyframe=True)
    assert stand.recording_tap.ssrcs == 60 * [SMALL]
    stand.roll_on(10, "high", keyframe=True)
    assert stand.recording_tap.ssrcs[60:] == 10 * [LARGE]


def test_a_switch_upwards_is_made_with_the_first_keyframe_and_asks_for_no_other() -> None:
    """Also when the large size was switched off just before, for nobody looked."""
    stand = Recorded()
    stand.media_source.watch(stand.downtrack, "high", stand.now)
    stand.roll_on(60, "low", "high", keyframe=True)
    stand.media_source.unwatch(stand.downtrack)
    stand.media_source.watch(stand.downtrack, "low", stand.now)
    stand.roll_on(round(30 * FLOWS) + 10, "low", keyframe=True)
    stand.record()
    stand.roll_on(60, "low", keyframe=True)
    stand.roll(1, "high", keyframe=True)
    asked = len(stand.asked)
    stand.roll_on(9, "high")
    assert stand.recording_tap.ssrcs[-10:] == 10 * [LARGE]
    assert len(stand.asked) == asked


def test_it_is_small_while_the_large_one_brings_no_keyframe() -> None:
    stand = Recorded()
    stand.roll_on(30, "low", "high", keyframe=True)
    stand.record()
    stand.roll_on(round(30 * FIRST_WITHIN) + 5, "low", "high")
    stand.roll(1, "low", keyframe=True)
    stand.roll_on(29, "low", "high")
    assert stand.recording_tap.ssrcs[-30:] == 30 * [SMALL]
    stand.roll(1, "high", keyframe=True)
    stand.roll_on(9, "low", "high")
    assert stand.recording_tap.ssrcs[-10:] == 10 * [LARGE]


def test_who_begins_to_send_in_the_middle_of_a_take_begins_large() -> None:
    stand = Recorded()
    stand.record()
    stand.roll_on(15, "low", keyframe=True)
    stand.roll_on(30, "low", "high", keyframe=True)
    assert stand.recording_tap.ssrcs == 30 * [LARGE]


def test_a_weak_upload_does_not_make_a_film_go_to_and_fro() -> None:
    stand = Recorded()
    stand.record()
    stand.roll_on(60, "low", "high", keyframe=True)
    stand.roll_on(round(30 * FLOWS) + 6, "low", keyframe=True)
    stand.roll_on(6, "low", keyframe=True)
    assert stand.recording_tap.ssrcs[-1] == SMALL
    stand.roll_on(30, "low", "high", keyframe=True)
    assert stand.recording_tap.ssrcs[-1] == SMALL
    stand.roll_on(round(30 * STEADY), "low", "high", keyframe=True)
    stand.roll_on(3, "low", "high", keyframe=True)
    assert stand.recording_tap.ssrcs[-1] == LARGE


def test_what_is_held_is_bounded() -> None:
    stand = Recorded()
    stand.roll_on(3, "low", keyframe=True)
    stand.record()
    for _ in range(MOST_HELD + 50):
        stand.sizes["low"].shoot(stand.now)
    stand.now += FIRST_WITHIN
    stand.media_source.pulse(stand.now)
    assert len(stand.recording_tap.ssrcs) == MOST_HELD


def test_a_take_that_ends_within_its_first_second_keeps_what_came() -> None:
    stand = Recorded()
    stand.roll_on(30, "low", keyframe=True)
    stand.record()
    stand.roll_on(12, "low", keyframe=True)
    stand.media_source.record(None, stand.now)
    assert stand.recording_tap.ssrcs == 12 * [SMALL]


def test_the_same_recording_goes_on_when_a_client_negotiates_anew() -> None:
    stand = Recorded()
    stand.record()
    stand.roll_on(30, "low", "high", keyframe=True)
    asked = len(stand.asked)
    stand.record()
    stand.roll_on(3, "low", "high")
    assert stand.recording_tap.ssrcs == 33 * [LARGE]
    assert len(stand.asked) == asked
