import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.rtp.clock import SenderClock
from services.rooms.takes.recording.timeline import Timeline, ticks_between

START = 1000.0
NTP = 4e9


def test_sound_is_laid_end_to_end_whatever_the_jitter() -> None:
    timeline = Timeline(START)
    times = [timeline.sound(n * 960, START + n * 0.02 + (n * 7 % 5) * 0.01) for n in range(100)]
    assert times == pytest.approx([n * 0.02 for n in range(100)])


def test_sound_after_a_long_pause_lies_where_it_arrived() -> None:
    timeline = Timeline(START)
    timeline.sound(0, START)
    assert timeline.sound(960, START + 5) == pytest.approx(5)
    assert timeline.sound(1920, START + 5.03) == pytest.approx(5.02)


@given(delay=st.floats(0.0, 0.5), skew=st.floats(-0.2, 0.2))
def test_pictures_are_laid_to_the_sound_by_the_reports(delay: float, skew: float) -> None:
    """The camera's packets come `delay` later than the sound of the same moment."""
    timeline = Timeline(START)
    timeline.clock("audio", SenderClock(NTP, 5000, START))
    timeline.clock("video", SenderClock(NTP + skew, 70_000, START))
    for n in range(50):
        assert timeline.sound(5000 + n * 960, START + n * 0.02) == pytest.approx(n * 0.02)
    shown = timeline.picture(70_000 + 90_000, START + 1 + delay)
    assert shown == pytest.approx(1 + skew, abs=1e-6)


def test_without_reports_pictures_lie_where_they_arrived() -> None:
    timeline = Timeline(START)
    assert timeline.picture(0, START + 0.2) == pytest.approx(0.2)
    assert timeline.picture(3000, START + 0.3) == pytest.approx(0.2 + 1 / 30)
    assert timeline.picture(500_000, START + 0.4) == pytest.approx(0.4)


def test_a_first_picture_that_came_late_does_not_put_all_others_ahead_of_their_arrival() -> None:
    timeline = Timeline(START)
    timeline.picture(0, START + 0.8)
    assert timeline.picture(90_000, START + 1) == pytest.approx(1)


def test_a_drifting_sound_card_takes_the_pictures_along() -> None:
    timeline = Timeline(START)
    fast = 1 + 50e-6
    for second in range(1800):
        now, ticks = START + second, round(second * 48_000 * fast)
        timeline.sound(ticks & 0xFFFFFFFF, now)
        timeline.clock("audio", SenderClock(NTP + second, ticks & 0xFFFFFFFF, now))
        timeline.clock("video", SenderClock(NTP + second, second * 90_000 & 0xFFFFFFFF, now))
    sound = timeline.sound(round(1799 * 48_000 * fast) & 0xFFFFFFFF, START + 1799)
    picture = timeline.picture(1799 * 90_000 & 0xFFFFFFFF, START + 1799.05)
    assert abs(sound - picture) < 0.001


def test_a_new_connection_is_not_judged_by_the_reports_of_the_old_one() -> None:
    timeline = Timeline(START)
    timeline.sound(0, START)
    timeline.clock("audio", SenderClock(NTP, 0, START))
    timeline.clock("video", SenderClock(NTP, 0, START))
    timeline.reset("video")
    assert timeline.picture(90_000, START + 1.5) == pytest.approx(1.5)


def test_one_stray_report_changes_nothing_three_do() -> None:
    timeline = Timeline(START)
    timeline.sound(0, START)
    timeline.clock("audio", SenderClock(NTP, 0, START))
    timeline.clock("video", SenderClock(NTP, 0, START))
    for _ in range(2):
        timeline.clock("audio", SenderClock(NTP + 0.5, 0, START))
    assert timeline.picture(9000, START + 0.1) == pytest.approx(0.1)
    timeline.clock("audio", SenderClock(NTP + 0.5, 0, START))
    assert timeline.picture(90_000, START + 0.5) == pytest.approx(0.5)


@given(st.integers(0, 0xFFFFFFFF), st.integers(-(1 << 31), (1 << 31) - 1))
def test_ticks_are_counted_the_shorter_way_round(before: int, ticks: int) -> None:
    assert ticks_between(before, (before + ticks) & 0xFFFFFFFF) == ticks
