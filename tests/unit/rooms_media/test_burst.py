"""A burst is cut into runs that the kernel can cut into the same packets again."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.burst import MOST, SLACK, Rtp, runs
from services.rooms.rtp.packet import PADDED, Packet, parse_packet
from tests.unit.rooms_media.making import rtp


def packet(size: int, *, number: int = 1, padding: int = 0, ssrc: int = 7) -> Rtp:
    data = bytearray(rtp(number, bytes([7]) * size, ssrc=ssrc))
    if padding:
        data[0] |= PADDED
        data[-1] = padding
    return bytes(data[:12]), bytes(data[12:])


def sizes(run: list[Rtp]) -> list[int]:
    return [len(header) + len(tail) for header, tail in run]


def parsed(sent: Rtp) -> Packet:
    return parse_packet(b"".join(sent), video=False)


@given(st.lists(st.integers(20, 40) | st.integers(900, 1200), max_size=150))
def test_a_run_is_as_the_kernel_wants_it_and_nothing_is_lost(wanted: list[int]) -> None:
    burst = [packet(size, number=number) for number, size in enumerate(wanted)]
    cut = runs(burst)
    for run in cut:
        *level, last = sizes(run)
        assert len(set(level)) <= 1
        assert not level or last <= level[0]
        assert len(run) <= MOST
    after = [parsed(sent) for run in cut for sent in run]
    before = [parsed(sent) for sent in burst]
    assert [p.number for p in after] == [p.number for p in before]
    assert [p.payload for p in after] == [p.payload for p in before]


def test_a_frame_as_chromium_splits_it_is_one_run() -> None:
    frame = [packet(size) for size in (1100, 1100, 1101, 1101, 1101, 1090)]
    [run] = runs(frame)
    assert sizes(run) == [1113] * 5 + [1102]


def test_two_frames_are_two_runs() -> None:
    frames = [packet(size) for size in (1100, 1101, 500, 900, 901, 300)]
    assert [sizes(run) for run in runs(frames)] == [[1113, 1113, 512], [913, 913, 312]]


def test_mingled_streams_leave_one_after_the_other() -> None:
    burst = [
        packet(size, number=turn, ssrc=ssrc)
        for turn in range(3)
        for ssrc, size in ((2, 1100), (1, 900))
    ]
    first, second = runs(burst)
    assert [first, second] == [burst[1::2], burst[0::2]]


def test_a_much_longer_packet_begins_a_run() -> None:
    burst = [packet(100), packet(100 + SLACK), packet(101 + SLACK)]
    assert [len(run) for run in runs(burst)] == [2, 1]


def test_what_is_padded_already_is_left_alone() -> None:
    burst = [packet(100), packet(100, padding=9), packet(101)]
    cut = runs(burst)
    assert [sent for run in cut for sent in run] == burst
    assert all(a <= b for run in cut for b, a in pairwise(sizes(run)))
