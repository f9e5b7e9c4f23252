import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.rtp.packet import label_of, parse_packet, ssrc_of
from services.rooms.media.rtp.vp8 import parse_descriptor, picture_size, renumber
from tests.unit.rooms_media.making import rtp, vp8


def extended(payload: bytes, *extensions: tuple[int, bytes], padding: int = 0) -> bytes:
    block = b"".join(bytes([n << 4 | len(value) - 1]) + value for n, value in extensions)
    block += bytes(-len(block) % 4)
    header = struct.pack("!BBHII", 0x90 | (0x20 if padding else 0), 96, 1, 2, 3)
    padded = bytes(padding - 1) + bytes([padding]) if padding else b""
    return header + struct.pack("!HH", 0xBEDE, len(block) // 4) + block + payload + padded


def test_wanted_extensions_are_read_and_all_are_stripped() -> None:
    data = extended(b"sound", (4, b"0"), (9, b"\x02"), (5, b"\x12\x34"))
    packet = parse_packet(data, 9, 5, video=False)
    assert (packet.passed_on, packet.transport) == (2, 0x1234)
    assert (packet.flags, packet.wire_payload) == (0x80, b"sound")


def test_extensions_that_are_not_there_are_none() -> None:
    packet = parse_packet(extended(b"sound", (4, b"0")), 9, 5, video=False)
    assert (packet.passed_on, packet.transport) == (None, None)


def test_of_padding_alone_one_byte_is_left() -> None:
    packet = parse_packet(extended(b"", (5, b"\x12\x34"), padding=200), 0, 5, video=True)
    assert (packet.flags, packet.wire_payload, packet.payload) == (0xA0, b"\x01", b"")
    assert packet.transport == 0x1234


def test_padding_is_sent_on_but_is_no_payload() -> None:
    packet = parse_packet(extended(b"sound", padding=8), video=False)
    assert packet.flags == 0xA0
    assert packet.payload == b"sound"
    assert len(packet.wire_payload) == len(b"sound") + 8


def test_the_media_identification_is_found() -> None:
    assert label_of(extended(b"", (1, b"ab"), (4, b"17")), 4) == "17"
    assert label_of(rtp(1, b"x"), 4) == ""


def test_ssrc_is_read() -> None:
    assert ssrc_of(rtp(1, b"", ssrc=0xDEADBEEF)) == 0xDEADBEEF


@pytest.mark.parametrize("short", [b"\x80", bytes(11), b"\xa0" + bytes(11) + b"\xff"])
def test_a_packet_that_is_cut_off_is_refused(short: bytes) -> None:
    with pytest.raises(ValueError, match="RTP packet"):
        parse_packet(short, video=False)


@given(st.binary(max_size=80), st.booleans(), st.integers(0, 14))
def test_no_bytes_make_the_parser_fail_otherwise(data: bytes, video: bool, wanted: int) -> None:
    with contextlib.suppress(ValueError):
        parse_packet(data, wanted, wanted, video=video)
    label_of(data, wanted)


@given(
    picture=st.integers(0, 0x7FFF),
    zero=st.integers(0, 0xFF),
    by=st.integers(-(1 << 40), 1 << 40),
    zero_by=st.integers(-(1 << 40), 1 << 40),
)
def test_picture_numbers_are_rewritten_in_place(
    picture: int, zero: int, by: int, zero_by: int
) -> None:
    payload = b"ext." + vp8(picture=picture, zero=zero)
    descriptor = parse_descriptor(payload, 4, len(payload))
    changed = renumber(payload, 4, descriptor, by, zero_by)
    again = parse_descriptor(changed, 4, len(changed))
    assert again.picture == (picture + by) % 0x8000
    assert again.layer_zero == (zero + zero_by) % 0x100
    assert changed[4 + again.size :] == payload[4 + descriptor.size :]


@given(picture=st.integers(0, 0x7F), by=st.integers(-1000, 1000))
def test_a_short_picture_id_stays_short(picture: int, by: int) -> None:
    payload = bytes([0x90, 0x80, picture]) + b"\x01rest"
    descriptor = parse_descriptor(payload, 0, len(payload))
    again = parse_descriptor(renumber(payload, 0, descriptor, by, 0), 0, len(payload))
    assert (again.picture, again.long_picture) == ((picture + by) % 0x80, False)


def test_keyframes_and_continuations_are_told_apart() -> None:
    key, delta = vp8(keyframe=True), vp8()
    rest = vp8(keyframe=True, begins=False)
    assert parse_descriptor(key, 0, len(key)).keyframe
    assert not parse_descriptor(delta, 0, len(delta)).keyframe
    assert not parse_descriptor(rest, 0, len(rest)).begins
    assert picture_size(key[5:]) == (64, 48)
    assert picture_size(delta[5:]) == (0, 0)
