from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.rtp.packet import parse_packet
from services.rooms.takes.recording.reorder_buffer import BufferedPacket, ReorderBuffer
from tests.unit.rooms_media.making import rtp


def put(ordering: ReorderBuffer, number: int, arrival: float) -> list[BufferedPacket]:
    return list(ordering.add(parse_packet(rtp(number, b"x"), video=False), arrival))


def numbers(arrived: list[BufferedPacket]) -> list[int]:
    return [one.packet.number & 0xFFFF for one in arrived]


@given(start=st.integers(0, 0xFFFF), order=st.permutations(range(1, 30)))
def test_reordered_packets_come_out_in_order(start: int, order: list[int]) -> None:
    ordering = ReorderBuffer(patience=1.0)
    out = put(ordering, start, 0.0)
    for place in order:
        out += put(ordering, (start + place) & 0xFFFF, 0.01)
    assert numbers(out) == [(start + n) & 0xFFFF for n in range(30)]
    assert not any(one.after_loss for one in out)


def test_what_never_comes_is_waited_for_and_then_told() -> None:
    ordering = ReorderBuffer(patience=1.0)
    assert numbers(put(ordering, 1, 0.0)) == [1]
    assert put(ordering, 3, 0.1) == []
    assert put(ordering, 4, 1.0) == []
    late = put(ordering, 5, 1.2)
    assert numbers(late) == [3, 4, 5]
    assert [one.after_loss for one in late] == [True, False, False]
    assert put(ordering, 2, 1.3) == []
    assert numbers(put(ordering, 6, 9.0)) == [6]


def test_the_rest_comes_out_at_the_end() -> None:
    ordering = ReorderBuffer(patience=1.0)
    put(ordering, 1, 0.0)
    put(ordering, 3, 0.1)
    put(ordering, 6, 0.1)
    rest = list(ordering.rest())
    assert numbers(rest) == [3, 6]
    assert all(one.after_loss for one in rest)
