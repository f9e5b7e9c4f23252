"""A burst is cut into runs that the kernel can cut into the same packets again."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.rtp.batch import MOST, SLACK, PacketBatch, runs
from services.rooms.media.rtp.packet import PADDED, Packet, parse_packet
from tests.unit.rooms_media.making import rtp


def packet(size: int, *, number: int = 1, padding: int = 0, passed_on: int | None = None) -> Packet:
    data = bytearray(rtp(number, bytes([7]) * size))
    if padding:
        data[0] |= PADDED
        data[-1] = padding
    made = parse_packet(bytes(data), video=False)
    made.passed_on = passed_on
    return made


def sizes(run: PacketBatch) -> list[int]:
    assert (
        run.sizes
        == [len(wire_payload) for wire_payload in run.wire_payloads]
        == [len(p.wire_payload) for p in run.packets]
    )
    return run.sizes


@given(
    st.lists(
        st.tuples(
            st.integers(20, 40) | st.integers(900, 1200), st.sampled_from([None, None, None, 1])
        ),
        max_size=150,
    ),
    st.randoms(),
)
def test_a_run_is_as_the_kernel_wants_it_and_nothing_is_lost(
    wanted: list[tuple[int, int | None]], shuffle: Random
) -> None:
    numbers = list(range(len(wanted)))
    shuffle.shuffle(numbers)
    burst = [
        packet(size, number=number, passed_on=value)
        for number, (size, value) in zip(numbers, wanted, strict=True)
    ]
    before = [(p.number, p.payload) for p in burst]
    cut = runs(burst)
    for run in cut:
        *level, last = sizes(run)
        assert len(set(level)) <= 1
        assert not level or last <= level[0]
        assert len(run.packets) <= MOST
        assert len({p.passed_on is None for p in run.packets}) == 1
        assert run.lowest == min(p.number for p in run.packets)
    assert [(p.number, p.payload) for run in cut for p in run.packets] == before


def test_a_frame_as_chromium_splits_it_is_one_run() -> None:
    frame = [packet(size) for size in (1100, 1100, 1101, 1101, 1101, 1090)]
    [run] = runs(frame)
    assert sizes(run) == [1101] * 5 + [1090]


def test_two_frames_are_two_runs() -> None:
    frames = [packet(size) for size in (1100, 1101, 500, 900, 901, 300)]
    assert [sizes(run) for run in runs(frames)] == [[1101, 1101, 500], [901, 901, 300]]


def test_a_much_longer_packet_begins_a_run() -> None:
    burst = [packet(100), packet(100 + SLACK), packet(101 + SLACK)]
    assert [len(run.packets) for run in runs(burst)] == [2, 1]


def test_what_is_padded_already_is_left_alone() -> None:
    burst = [packet(100), packet(100, padding=9), packet(101)]
    cut = runs(burst)
    assert [size for run in cut for size in sizes(run)] == [100, 100, 101]
    assert [len(run.packets) for run in cut] == [1, 1, 1]
