"""The headers of packets to a viewer: their fixed bytes and our header extensions (RFC 8285)."""

import struct
from collections.abc import Sequence

from services.rooms.media.carrying import PASSED_ON_AS, TRANSPORT_NUMBER_AS
from services.rooms.rtp.model import Kind
from services.rooms.rtp.packet import EXTENDED, HEADER, Packet

WITH_VALUE = struct.Struct("!BBHII HHBBH").pack
WITH_NUMBER = struct.Struct("!BBHII HHBHB").pack
WITH_BOTH = struct.Struct("!BBHII HHBHBBHB").pack
ONE_BYTE = 0xBEDE
VALUE_HEAD = {kind: number << 4 for kind, number in PASSED_ON_AS.items()}
"""Our number of the header extension that is passed on, as its first byte."""
NUMBER_HEAD = TRANSPORT_NUMBER_AS << 4 | 1
"""The same for the transport-wide number, which is two bytes long."""
SHORT, LONG = 0xFFFF, 0xFFFFFFFF


def headings(
    packets: Sequence[Packet],
    kind: Kind,
    stream: tuple[int, int],
    shifts: tuple[int, int],
    transport: int | None,
) -> list[bytes]:
    """The headers of packets of which all or none have a value to pass on. `stream` is the SSRC
    and payload type; `shifts` are added to numbers and timestamps; `transport` is the first's
    transport-wide number, None for viewers who do not know it."""
    value = None if packets[0].passed_on is None else VALUE_HEAD[kind]
    if transport is None:
        return _uncounted(packets, value, stream, shifts)
    return _counted(packets, value, stream, shifts, transport)


def _uncounted(
    packets: Sequence[Packet], value: int | None, stream: tuple[int, int], shifts: tuple[int, int]
) -> list[bytes]:
    (ssrc, name), (on, later) = stream, shifts
    if value is None:
        return [
            HEADER.pack(p.first, p.marker | name, p.number + on & SHORT, p.timestamp + later & LONG,
                        ssrc)
            for p in packets
        ]  # fmt: skip
    return [
        WITH_VALUE(p.first | EXTENDED, p.marker | name, p.number + on & SHORT,
                   p.timestamp + later & LONG, ssrc, ONE_BYTE, 1, value, p.passed_on, 0)
        for p in packets
    ]  # fmt: skip


def _counted(
    packets: Sequence[Packet],
    value: int | None,
    stream: tuple[int, int],
    shifts: tuple[int, int],
    transport: int,
) -> list[bytes]:
    (ssrc, name), (on, later) = stream, shifts
    if value is None:
        return [
            WITH_NUMBER(p.first | EXTENDED, p.marker | name, p.number + on & SHORT,
                        p.timestamp + later & LONG, ssrc, ONE_BYTE, 1, NUMBER_HEAD,
                        count & SHORT, 0)
            for count, p in enumerate(packets, transport)
        ]  # fmt: skip
    return [
        WITH_BOTH(p.first | EXTENDED, p.marker | name, p.number + on & SHORT,
                  p.timestamp + later & LONG, ssrc, ONE_BYTE, 2, NUMBER_HEAD,
                  count & SHORT, value, p.passed_on, 0, 0)
        for count, p in enumerate(packets, transport)
    ]  # fmt: skip
