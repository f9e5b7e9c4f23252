"""The VP8 payload descriptor (RFC 7741 section 4.2): where pictures begin, and their numbers."""

import struct
from dataclasses import dataclass

PICTURE_IDS = 0x8000
SHORT_PICTURE_IDS = 0x80


@dataclass(slots=True)  # not frozen: that costs a microsecond a packet
class Descriptor:
    """`size` is in bytes; the `at`s are offsets in the descriptor, 0 for what is absent."""

    size: int
    begins: bool
    """The first packet of a picture."""
    keyframe: bool
    """The first packet of a picture that needs no other."""
    picture: int = 0
    picture_at: int = 0
    long_picture: bool = False
    layer_zero: int = 0
    """TL0PICIDX, which counts the pictures of the lowest temporal layer."""
    layer_zero_at: int = 0


def parse_descriptor(data: bytes, start: int, end: int) -> Descriptor:
    """The descriptor of the payload `data[start:end]`. Raises ValueError when it is cut off."""
    if start >= end:
        raise ValueError("an empty VP8 payload")
    first = data[start]
    begins = first & 0x1F == 0x10
    size = 1
    picture = picture_at = layer_zero = layer_zero_at = 0
    long_picture = False
    if first & 0x80:
        if start + 5 >= end:  # the longest descriptor has 6 bytes
            data, start, end = data[start:end] + bytes(6), 0, end - start
        flags = data[start + 1]
        size = 2
        if flags & 0x80:
            picture_at, picture = size, data[start + size]
            long_picture = picture >= 0x80
            if long_picture:
                picture = (picture & 0x7F) << 8 | data[start + size + 1]
            size += 2 if long_picture else 1
        if flags & 0x40:
            layer_zero_at, layer_zero = size, data[start + size]
            size += 1
        if flags & 0x30:
            size += 1
    if start + size >= end:
        raise ValueError("a VP8 payload without picture data")
    keyframe = begins and not data[start + size] & 1
    return Descriptor(
        size, begins, keyframe, picture, picture_at, long_picture, layer_zero, layer_zero_at
    )


def renumber(payload: bytes, at: int, descriptor: Descriptor, picture: int, zero: int) -> bytes:
    """`payload`, whose descriptor is at `at`, with `picture` and `zero` added to its numbers."""
    changed = bytearray(payload)
    if descriptor.picture_at:
        place = at + descriptor.picture_at
        number = descriptor.picture + picture
        if descriptor.long_picture:
            struct.pack_into("!H", changed, place, 0x8000 | number % PICTURE_IDS)
        else:
            changed[place] = number % SHORT_PICTURE_IDS
    if descriptor.layer_zero_at:
        changed[at + descriptor.layer_zero_at] = (descriptor.layer_zero + zero) & 0xFF
    return bytes(changed)


def picture_size(frame: bytes) -> tuple[int, int]:
    """Width and height of a keyframe (RFC 6386 section 9.1); (0, 0) when it is cut off."""
    if len(frame) < 10 or frame[0] & 1 or frame[3:6] != b"\x9d\x01\x2a":
        return 0, 0
    width, height = struct.unpack_from("<HH", frame, 6)
    return width & 0x3FFF, height & 0x3FFF
