from aiortc.rtp import RtcpPsfbPacket, RtcpRtpfbPacket, RtcpSrPacket, unpack_remb_fci
from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.rtcp import packets


@given(st.sets(st.integers(0, 1 << 20), min_size=1, max_size=100))
def test_every_missing_number_is_asked_for_across_wraps(numbers: set[int]) -> None:
    data = packets.negative_acknowledgement(1, 2, sorted(numbers))
    [packet] = packets.parse(data)
    assert isinstance(packet, RtcpRtpfbPacket)
    assert (packet.ssrc, packet.media_ssrc) == (1, 2)
    assert {number & 0xFFFF for number in packet.lost} == {number & 0xFFFF for number in numbers}


def test_the_ceiling_reaches_the_sender_as_written() -> None:
    [packet] = packets.parse(packets.highest_bitrate(1, 2_500_000, [7, 8]))
    assert isinstance(packet, RtcpPsfbPacket)
    bitrate, ssrcs = unpack_remb_fci(packet.fci)
    assert abs(bitrate - 2_500_000) < 16
    assert ssrcs == [7, 8]


def test_a_sender_report_wraps_what_does_not_fit() -> None:
    [packet] = packets.parse(packets.sender_report(5, 4_000_000_000.5, 1 << 33 | 9, 1 << 32, 3))
    assert isinstance(packet, RtcpSrPacket)
    assert packet.sender_info.rtp_timestamp == 9
    assert packet.sender_info.packet_count == 0
    assert packets.middle(4_000_000_000.5) == packet.sender_info.ntp_timestamp >> 16 & 0xFFFFFFFF


@given(st.binary(max_size=200))
def test_no_bytes_make_the_parser_fail(data: bytes) -> None:
    packets.parse(data)


@given(st.data())
def test_no_mutation_makes_the_parser_fail(data: st.DataObject) -> None:
    whole = bytearray(
        packets.sender_report(5, 4e9, 1, 2, 3) + packets.negative_acknowledgement(1, 2, [3, 400])
    )
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    packets.parse(bytes(whole))
