"""An RTP packet (RFC 3550 section 5.1) taken apart just far enough to be sent on."""

import struct
from dataclasses import dataclass, field

from services.rooms.media.rtp.vp8 import Descriptor, parse_descriptor

HEADER = struct.Struct("!BBHII")
FIXED = 12
EXTENDED = 0x10
PADDED = 0x20
ONE_BYTE_EXTENSIONS = b"\xbe\xde"  # RFC 8285 section 4.2
LEAST_PADDING = b"\x01"


@dataclass(slots=True)
class Packet:
    """`flags` and `marker` are bits of the outgoing header; `wire_payload` is the payload, with
    padding if `flags` says so."""

    number: int
    """The sequence number, 16 bits here; the track extends it to count on."""
    timestamp: int
    marker: int
    flags: int
    wire_payload: bytes
    vp8: Descriptor | None = field(default=None)
    passed_on: int | None = field(default=None)
    """The value of the header extension that was kept."""
    transport: int | None = field(default=None)
    """The number of the packet among all of its connection, 16 bits (transport-wide)."""

    @property
    def payload(self) -> bytes:
        """What the packet carries, without padding."""
        end = len(self.wire_payload) - (self.wire_payload[-1] if self.flags & PADDED else 0)
        return self.wire_payload[:end]


def ssrc_of(data: bytes) -> int:
    return int.from_bytes(data[8:12], "big")


def parse_packet(data: bytes, extension: int = 0, transport: int = 0, *, video: bool) -> Packet:
    """Read a decrypted packet. `extension` (its first byte is kept) and `transport` (two bytes)
    are numbers of header extensions, 0 for none; others are dropped. Of padding without a payload
    one byte is kept. Raises ValueError when it is cut off."""
    if len(data) < FIXED:
        raise ValueError("an RTP packet without its header")
    first, second, number, timestamp, _ = HEADER.unpack_from(data)
    start = FIXED + 4 * (first & 0x0F)
    passed_on = counted = None
    if first & EXTENDED:
        end = start + 4 + 4 * int.from_bytes(data[start + 2 : start + 4], "big")
        if extension or transport:
            passed_on, counted = _extensions(data, start, end, extension, transport)
        start = end
    end = len(data) - (data[-1] if first & PADDED else 0)
    if start > end:
        raise ValueError("an RTP packet shorter than it says")
    vp8 = parse_descriptor(data, start, end) if video and start < end else None
    wire_payload = data[start:] if start < end or not first & PADDED else LEAST_PADDING
    out, marker = 0x80 | first & PADDED, second & 0x80
    return Packet(number, timestamp, marker, out, wire_payload, vp8, passed_on, counted)


def _extensions(
    data: bytes, start: int, end: int, one: int, two: int
) -> tuple[int | None, int | None]:
    """The first byte of header extension `one`, and the first two of `two` as a number, in the
    block `data[start:end]` (RFC 8285 section 4.2)."""
    first = second = None
    if data[start : start + 2] != ONE_BYTE_EXTENSIONS or end > len(data):
        return None, None
    place = start + 4
    while place < end:
        head = data[place]
        if head == 0:
            place += 1
            continue
        after = place + 2 + (head & 0x0F)
        if after > end:
            break
        if head >> 4 == one:
            first = data[place + 1]
        elif head >> 4 == two and after > place + 2:
            second = data[place + 1] << 8 | data[place + 2]
        place = after
    return first, second


def find_extension(data: bytes, start: int, end: int, wanted: int) -> bytes:
    """The value of a one-byte header extension (RFC 8285) in the block `data[start:end]`; empty
    when it is not there."""
    if data[start : start + 2] != ONE_BYTE_EXTENSIONS or end > len(data):
        return b""
    place = start + 4
    while place < end:
        head = data[place]
        place += 1
        if head == 0:
            continue
        length = (head & 0x0F) + 1
        if head >> 4 == wanted:
            return data[place : min(place + length, end)]
        place += length
    return b""


def label_of(data: bytes, extension: int) -> str:
    """A text that a packet carries as header extension: its section's or its encoding's name
    (RFC 9143 section 15, RFC 8852 section 3). Empty when it has none."""
    if not extension or len(data) < FIXED + 4 or not data[0] & EXTENDED:
        return ""
    start = FIXED + 4 * (data[0] & 0x0F)
    words = int.from_bytes(data[start + 2 : start + 4], "big")
    return find_extension(data, start, start + 4 + 4 * words, extension).decode("ascii", "replace")
