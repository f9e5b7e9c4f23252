"""When packets came: what one side reports, the other understands."""

import contextlib
import random
import struct

from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.egress.layer_allocator import MUCH_LOST
from services.rooms.media.rtcp.packets import TransportFeedback, parse
from services.rooms.media.rtcp.twcc_receiver import TICK, TICKS_OF_REFERENCE, TwccReceiver
from services.rooms.media.rtcp.twcc_sender import TwccSender, read_feedback

steps = st.lists(st.tuples(st.booleans(), st.floats(-0.5, 2.0)), min_size=1, max_size=200).filter(
    lambda found: any(came for came, _ in found)
)


def read(message: bytes | None) -> tuple[int, int, list[int | None]]:
    assert message is not None
    (feedback,) = parse(message)
    assert isinstance(feedback, TransportFeedback)
    return read_feedback(feedback.body)


@given(first=st.integers(0, 0xFFFF), steps=steps)
def test_a_report_tells_when_each_packet_came(first: int, steps: list[tuple[bool, float]]) -> None:
    twcc_receiver, now, came = TwccReceiver(1), 1000.0, dict[int, float]()
    for place, (arrives, step) in enumerate(steps):
        now += step
        if arrives:
            came[first + place & 0xFFFF] = now
            twcc_receiver.add(first + place & 0xFFFF, now)
    number, reference, statuses = read(twcc_receiver.feedback(2))
    ticks = reference * TICKS_OF_REFERENCE
    received = {}
    for delta in statuses:
        if delta is not None:
            ticks += delta
            received[number & 0xFFFF] = ticks * TICK
        number += 1
    assert received.keys() == came.keys()
    assert all(abs(received[n] - at) <= TICK for n, at in came.items())


def test_reports_follow_each_other_without_a_hole() -> None:
    twcc_receiver = TwccReceiver(1)
    for number in (10, 11, 13):
        twcc_receiver.add(number, 5.0)
    assert read(twcc_receiver.feedback(2))[0] == 10
    twcc_receiver.add(16, 5.1)
    first, _, statuses = read(twcc_receiver.feedback(2))
    assert first == 14
    assert [status is not None for status in statuses] == [False, False, True]
    assert twcc_receiver.feedback(2) is None


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fail_otherwise(data: bytes) -> None:
    with contextlib.suppress(ValueError, IndexError, struct.error):
        read_feedback(data)
    TwccSender().add_feedback(data, 1.0)
    parse(data)


class Way:
    """A way to a viewer: `bytes_a_second` wide, 50 ms long, its queue as long as it takes."""

    def __init__(self, bytes_a_second: float) -> None:
        self.twcc_sender = TwccSender()
        self.width = bytes_a_second
        self.now = 100.0
        self._free_at = 0.0
        self._twcc_receiver = TwccReceiver(1)
        self._on_the_way: list[tuple[float, int]] = []

    def send(self, seconds: float, rate: float, lose: int = 0) -> None:
        """Send `rate` bytes a second; each `lose`th packet is lost."""
        until, count = self.now + seconds, 0
        while self.now < until:
            for _ in range(max(1, round(rate / 1000 / 20))):
                number = self.twcc_sender.register([1000], self.now) & 0xFFFF
                self._free_at = max(self._free_at, self.now) + 1000 / self.width
                count += 1
                if not lose or count % lose:
                    self._on_the_way.append((self._free_at + 0.05, number))
            self.now += 0.05
            self._report()

    def _report(self) -> None:
        for at, number in [one for one in self._on_the_way if one[0] <= self.now]:
            self._twcc_receiver.add(number, at + 7777.7)  # the viewer's clock is another
        self._on_the_way = [one for one in self._on_the_way if one[0] > self.now]
        report = self._twcc_receiver.feedback(2)
        if report is not None:
            (feedback,) = parse(report)
            assert isinstance(feedback, TransportFeedback)
            self.twcc_sender.add_feedback(feedback.body, self.now)


def test_a_wide_way_has_no_queue() -> None:
    way = Way(bytes_a_second=1_000_000)
    way.send(5, 200_000)
    assert way.twcc_sender.standing(way.now) < 0.02
    assert way.twcc_sender.loss < 0.01
    assert 0.8 * 1_600_000 < way.twcc_sender.rate < 1.2 * 1_600_000


def test_a_way_that_becomes_narrow_shows_it_within_a_second() -> None:
    way = Way(bytes_a_second=1_000_000)
    way.send(5, 200_000)
    way.width = 50_000
    way.send(1, 200_000)
    assert way.twcc_sender.standing(way.now) > 0.1
    assert way.twcc_sender.rate < 0.7 * 1_600_000


def test_what_is_lost_is_counted() -> None:
    way = Way(bytes_a_second=1_000_000)
    way.send(5, 200_000, lose=4)
    assert 0.2 < way.twcc_sender.loss < 0.3


def test_chance_does_not_double_what_is_lost() -> None:
    """One in twenty, as chance has it, on a path with few packets."""
    way, chance = Way(bytes_a_second=1_000_000), random.Random(7)
    most = 0.0
    for _ in range(1200):
        way.send(0.05, 20_000, lose=1 if chance.random() < 0.05 else 0)
        most = max(most, way.twcc_sender.loss)
    assert 0.03 < most < MUCH_LOST
