"""The headers of packets to a subscriber: their fixed bytes and our header extensions (RFC
8285)."""

import struct
from collections.abc import Sequence

from services.rooms.media.rtp.clock import Kind
from services.rooms.media.rtp.extensions import PASSED_ON_AS, TRANSPORT_NUMBER_AS
from services.rooms.media.rtp.packet import EXTENDED, HEADER, Packet

WITH_VALUE = struct.Struct("!BBHII HHBBH").pack
WITH_NUMBER = struct.Struct("!BBHII HHBHB").pack
WITH_BOTH = struct.Struct("!BBHII HHBHBBHB").pack
ONE_BYTE = 0xBEDE
VALUE_HEAD = {kind: number << 4 for kind, number in PASSED_ON_AS.items()}
"""Our number of the header extension that is passed on, as its first byte."""
NUMBER_HEAD = TRANSPORT_NUMBER_AS << 4 | 1
"""The same for the transport-wide number, which is two bytes long."""
SHORT, LONG = 0xFFFF, 0xFFFFFFFF


def write_headers(
    packets: Sequence[Packet],
    kind: Kind,
    stream: tuple[int, int],
    shifts: tuple[int, int],
    transport: int | None,
) -> list[bytes]:
    """The headers of packets of which all or none have a value to pass on. `stream` is the SSRC
    and payload type; `shifts` are added to numbers and timestamps; `transport` is the first's
    transport-wide number, None for subscribers who do not know it."""
    if transport is None:
        return [write_header(packet, kind, stream, shifts, None) for packet in packets]
    counted = enumerate(packets, transport)
    if packets[0].passed_on is not None:
        return [write_header(packet, kind, stream, shifts, count) for count, packet in counted]
    (ssrc, name), (on, later) = stream, shifts
    return [
        WITH_NUMBER(p.flags | EXTENDED, p.marker | name, p.number + on & SHORT,
                    p.timestamp + later & LONG, ssrc, ONE_BYTE, 1, NUMBER_HEAD, count & SHORT, 0)
        for count, p in counted
    ]  # fmt: skip


def write_header(
    packet: Packet,
    kind: Kind,
    stream: tuple[int, int],
    shifts: tuple[int, int],
    transport: int | None,
) -> bytes:
    """The header of one packet; pictures in many packets are quicker by `write_headers`."""
    (ssrc, name), (on, later) = stream, shifts
    name |= packet.marker
    number, moment = packet.number + on & SHORT, packet.timestamp + later & LONG
    value = packet.passed_on
    if transport is None:
        if value is None:
            return HEADER.pack(packet.flags, name, number, moment, ssrc)
        return WITH_VALUE(packet.flags | EXTENDED, name, number, moment, ssrc,
                          ONE_BYTE, 1, VALUE_HEAD[kind], value, 0)  # fmt: skip
    if value is None:
        return WITH_NUMBER(packet.flags | EXTENDED, name, number, moment, ssrc,
                           ONE_BYTE, 1, NUMBER_HEAD, transport & SHORT, 0)  # fmt: skip
    return WITH_BOTH(packet.flags | EXTENDED, name, number, moment, ssrc, ONE_BYTE, 2,
                     NUMBER_HEAD, transport & SHORT, VALUE_HEAD[kind], value, 0, 0)  # fmt: skip
