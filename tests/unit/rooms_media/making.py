"""Packets made by hand."""

import struct

from services.rooms.media.rtp.packet import HEADER


def vp8(
    *, keyframe: bool = False, begins: bool = True, picture: int = 0, zero: int = 0, body: int = 40
) -> bytes:
    """A VP8 payload with a long picture id and TL0PICIDX; a keyframe of 64 by 48."""
    descriptor = bytes([0x90 if begins else 0x80, 0xC0])
    descriptor += struct.pack("!HB", 0x8000 | picture & 0x7FFF, zero & 0xFF)
    if keyframe and begins:
        return descriptor + b"\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", 64, 48) + bytes(body)
    return descriptor + b"\x01" + bytes(body)


def rtp(
    number: int,
    payload: bytes,
    *,
    timestamp: int = 0,
    marker: bool = True,
    ssrc: int = 7,
    payload_type: int = 96,
) -> bytes:
    """An RTP packet without extensions."""
    second = (0x80 if marker else 0) | payload_type
    return HEADER.pack(0x80, second, number & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc) + payload
