"""What a viewer's connection bears, and who gets how much of it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.egress.layer_allocator import (
    LEAST,
    PATIENCE,
    BitrateEstimate,
    VideoRequest,
    allocate,
)

LARGE = VideoRequest("high", 150, 1500)
SMALL = VideoRequest("low", 150, 1500)
SINGLE = VideoRequest("high", 0, 1500)
HIDDEN = VideoRequest(None, 150, 1500)

pictures = st.lists(
    st.builds(
        VideoRequest,
        st.sampled_from(["low", "high", None]),
        st.integers(0, 300),
        st.integers(1, 3000),
    ),
    max_size=10,
)


def test_without_a_limit_wishes_are_granted() -> None:
    assert allocate([LARGE, SMALL, HIDDEN], None) == ["high", "low", None]


def test_everybody_is_small_before_anybody_is_large() -> None:
    assert allocate([LARGE, LARGE, LARGE], 1800) == ["high", "low", "low"]
    assert allocate([LARGE, LARGE, LARGE], 1700) == ["low", "low", "low"]


def test_what_does_not_fit_is_left_out_from_the_end() -> None:
    assert allocate([LARGE, LARGE, LARGE], 310) == ["low", "low", None]
    assert allocate([SINGLE, LARGE], 400) == [None, "low"]


@given(pictures, st.integers(-100, 10_000))
def test_the_limit_is_kept_and_nobody_gets_more_than_wished(
    pictures: list[VideoRequest], limit: int
) -> None:
    given = allocate(pictures, limit)
    cost = sum(p.cost(size) for p, size in zip(pictures, given, strict=True))
    assert cost <= max(0, limit)
    for picture, size in zip(pictures, given, strict=True):
        assert size in (picture.requested, None) or (size == "low" and picture.low)
        assert picture.requested is not None or size is None


def test_a_standing_queue_cuts_to_less_than_comes_through() -> None:
    bitrate_estimate = BitrateEstimate()
    bitrate_estimate.update(1_000_000, 0.0, 0.3, 10.0)
    assert bitrate_estimate.limit == 850_000


def test_loss_by_chance_cuts_nothing() -> None:
    bitrate_estimate = BitrateEstimate()
    for second in range(20):
        bitrate_estimate.update(1_000_000, 0.05, 0.02, second)
    assert bitrate_estimate.limit is None


def test_a_limit_that_is_far_away_is_none() -> None:
    bitrate_estimate = BitrateEstimate()
    bitrate_estimate.update(400_000, 0.0, 0.3, 0.0)
    for tenth in range(600):
        bitrate_estimate.update(400_000, 0.0, 0.0, tenth / 10)
    assert bitrate_estimate.limit is None


def test_much_loss_cuts_but_leaves_the_least() -> None:
    bitrate_estimate = BitrateEstimate()
    for second in range(100):
        bitrate_estimate.update(
            max(1, round(bitrate_estimate.limit or 1_000_000)), 0.3, 0.0, second
        )
    assert bitrate_estimate.limit == LEAST


def test_cuts_that_follow_each_other_are_no_failed_tries() -> None:
    """A queue takes some seconds to run empty; more is tried as soon after the last cut."""
    bitrate_estimate, now = BitrateEstimate(), 100.0
    for second in range(5):
        now = 100.0 + second
        bitrate_estimate.update(400_000, 0.0, 0.3, now)
    cut = bitrate_estimate.limit
    while bitrate_estimate.limit == cut:
        now += 0.1
        bitrate_estimate.update(340_000, 0.0, 0.0, now)
    assert PATIENCE <= now - 104.0 < PATIENCE + 1


def test_more_is_tried_after_a_while_and_later_each_time_that_it_fails() -> None:
    bitrate_estimate, waits = BitrateEstimate(), []
    now = 100.0
    for _ in range(4):
        bitrate_estimate.update(400_000, 0.0, 0.3, now)
        cut, limit = now, bitrate_estimate.limit
        while bitrate_estimate.limit == limit:
            now += 0.1
            bitrate_estimate.update(340_000, 0.0, 0.0, now)
        waits.append(now - cut)
        now += 0.5
    assert waits[0] >= PATIENCE
    assert all(later > 1.5 * sooner for sooner, later in pairwise(waits))
