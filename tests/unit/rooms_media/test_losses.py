"""How much of a stream a viewer loses, whatever single reports make of it."""

import pytest

from services.rooms.media.rtcp.loss_estimator import FEWEST, OVER, STALE, LossEstimator


@pytest.fixture
def losses() -> LossEstimator:
    arrived = LossEstimator()
    arrived.add_report(7, 1_000, 0.0)
    return arrived


def test_many_reports_make_one_fraction(losses: LossEstimator) -> None:
    """With each lost packet comes a report on the two or three since the one before."""
    for count in range(1, 11):
        losses.add_report(7 + count, 1_000 + 20 * count, count * OVER / 10)
    assert losses.fraction(OVER) == pytest.approx(0.05)


def test_what_was_there_before_does_not_count(losses: LossEstimator) -> None:
    losses.add_report(7, 1_100, OVER)
    assert losses.fraction(OVER) == 0


def test_a_few_packets_say_nothing(losses: LossEstimator) -> None:
    losses.add_report(8, 1_000 + FEWEST - 1, 2 * OVER)
    assert losses.fraction(2 * OVER) == 0
    losses.add_report(8, 1_000 + FEWEST, 2 * OVER)
    assert losses.fraction(2 * OVER) == pytest.approx(1 / FEWEST)


def test_what_came_twice_is_no_loss(losses: LossEstimator) -> None:
    losses.add_report(3, 1_100, OVER)
    assert losses.fraction(OVER) == 0


def test_a_stream_that_ended_is_forgotten(losses: LossEstimator) -> None:
    losses.add_report(57, 1_100, OVER)
    assert losses.fraction(OVER + STALE) == pytest.approx(0.5)
    assert losses.fraction(OVER + STALE + 0.1) == 0
