from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.rtp.sequence import Reception, Sequence


@given(start=st.integers(0, 0xFFFF), steps=st.lists(st.integers(1, 2000), max_size=200))
def test_numbers_count_on_across_wraps(start: int, steps: list[int]) -> None:
    sequence, sent = Sequence(), start
    first = sequence.extend(start)
    assert first is not None
    for step in steps:
        sent += step
        assert sequence.extend(sent & 0xFFFF) == first + sent - start


@given(start=st.integers(0, 0xFFFF), order=st.permutations(range(1, 40)))
def test_reordered_packets_get_the_number_they_were_sent_with(start: int, order: list[int]) -> None:
    sequence = Sequence()
    first = sequence.extend(start)
    assert first is not None
    assert [sequence.extend((start + n) & 0xFFFF) for n in order] == [first + n for n in order]


def test_one_stray_is_ignored_and_two_in_a_row_are_a_restart() -> None:
    sequence = Sequence()
    sequence.extend(10)
    top = sequence.top
    assert sequence.extend(30_000) is None
    assert sequence.extend(11) == top + 1
    assert sequence.extend(30_000) is None
    restarted = sequence.extend(30_001)
    assert restarted is not None
    assert restarted & 0xFFFF == 30_001
    assert restarted - top >= 0x10000


def test_a_retransmitted_packet_still_counts_as_lost() -> None:
    reception = Reception(90_000)
    for number in (1, 2, 4):
        reception.add(number, 0, 100, 1.0, repaired=False)
    reception.add(3, 0, 100, 1.1, repaired=True)
    assert reception.report(4) == (256 // 4, 1)
    assert reception.packets == 4


def test_the_fraction_lost_is_that_of_the_last_interval() -> None:
    reception = Reception(90_000)
    reception.add(1, 0, 100, 1.0, repaired=False)
    reception.add(4, 0, 100, 1.0, repaired=False)
    assert reception.report(4) == (128, 2)
    reception.add(5, 0, 100, 1.0, repaired=False)
    assert reception.report(5) == (0, 2)


def test_jitter_is_the_mean_deviation_of_transit() -> None:
    reception = Reception(90_000)
    for n in range(200):
        late = 0.01 if n % 2 else 0.0
        reception.add(n, n * 3000, 100, 100 + n / 30 + late, repaired=False)
    assert 800 < reception.jitter < 1000
