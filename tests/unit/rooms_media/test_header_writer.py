"""What viewers get in front of payloads can be read back."""

import pytest

from services.rooms.media.rtp.clock import Kind
from services.rooms.media.rtp.header_writer import write_headers
from services.rooms.media.rtp.packet import Packet, parse_packet

NUMBERS: dict[Kind, int] = {"audio": 1, "video": 2}


@pytest.mark.parametrize("value", [None, 0, 0x85])
@pytest.mark.parametrize("transport", [None, 0, 0xFFFF, 0x1FFFE])
@pytest.mark.parametrize("kind", ["audio", "video"])
def test_extensions_can_be_read_back(kind: Kind, value: int | None, transport: int | None) -> None:
    packets = [
        Packet(7 + n, 9, 0x80 * (n == 2), 0x80, b"payload", passed_on=value) for n in range(3)
    ]
    stream, shifts = (0xABCD, 96), (0xFFFE - 7, -10)
    headers = write_headers(packets, kind, stream, shifts, transport)
    read = [parse_packet(h + b"payload", NUMBERS[kind], 3, video=False) for h in headers]
    assert [p.number for p in read] == [0xFFFE, 0xFFFF, 0]
    assert [p.timestamp for p in read] == [0xFFFFFFFF] * 3
    assert [p.marker for p in read] == [0, 0, 0x80]
    counted = [None] * 3 if transport is None else [(transport + n) & 0xFFFF for n in range(3)]
    assert [p.transport for p in read] == counted
    assert [(p.passed_on, p.wire_payload) for p in read] == [(value, b"payload")] * 3
    assert {header[8:12] for header in headers} == {(0xABCD).to_bytes(4, "big")}
    assert {header[1] & 0x7F for header in headers} == {96}
