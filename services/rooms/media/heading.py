"""The header of a packet to a viewer: its fixed bytes and our header extensions (RFC 8285)."""

import struct

from services.rooms.media.carrying import PASSED_ON_AS, TRANSPORT_NUMBER_AS
from services.rooms.rtp.model import Kind
from services.rooms.rtp.packet import EXTENDED, HEADER, Packet

WITH_VALUE = struct.Struct("!BBHII HHBBH")
WITH_NUMBER = struct.Struct("!BBHII HHBHB")
WITH_BOTH = struct.Struct("!BBHII HHBHBBHB")
ONE_BYTE = 0xBEDE
VALUE_HEAD = {kind: number << 4 for kind, number in PASSED_ON_AS.items()}
"""Our number of the header extension that is passed on, as its first byte."""
NUMBER_HEAD = TRANSPORT_NUMBER_AS << 4 | 1
"""The same for the transport-wide number, which is two bytes long."""


def heading(
    packet: Packet,
    kind: Kind,
    second: int,
    number: int,
    timestamp: int,
    ssrc: int,
    transport: int | None,
) -> bytes:
    """`second` is the marker and payload type; `transport` the transport-wide number, None for
    viewers who do not know it."""
    first, value = packet.first, packet.passed_on
    words: tuple[int, ...]
    if transport is None:
        if value is None:
            return HEADER.pack(first, second, number, timestamp, ssrc)
        words = ONE_BYTE, 1, VALUE_HEAD[kind], value, 0
        return WITH_VALUE.pack(first | EXTENDED, second, number, timestamp, ssrc, *words)
    if value is None:
        words = ONE_BYTE, 1, NUMBER_HEAD, transport, 0
        return WITH_NUMBER.pack(first | EXTENDED, second, number, timestamp, ssrc, *words)
    words = ONE_BYTE, 2, NUMBER_HEAD, transport, VALUE_HEAD[kind], value, 0, 0
    return WITH_BOTH.pack(first | EXTENDED, second, number, timestamp, ssrc, *words)
