"""What viewers get in front of a payload can be read back."""

import pytest

from services.rooms.media.heading import heading
from services.rooms.rtp.model import Kind
from services.rooms.rtp.packet import Packet, parse_packet

NUMBERS: dict[Kind, int] = {"audio": 1, "video": 2}


@pytest.mark.parametrize("value", [None, 0, 0x85])
@pytest.mark.parametrize("transport", [None, 0, 0xFFFF])
@pytest.mark.parametrize("kind", ["audio", "video"])
def test_extensions_can_be_read_back(kind: Kind, value: int | None, transport: int | None) -> None:
    packet = Packet(7, 9, 0x80, 0x80, b"payload", passed_on=value)
    header = heading(packet, kind, 0x80 | 96, 0xFFFE, 0xFFFFFFFF, 0xABCD, transport)
    read = parse_packet(header + packet.tail, NUMBERS[kind], 3, video=False)
    assert (read.number, read.timestamp, read.marker) == (0xFFFE, 0xFFFFFFFF, 0x80)
    assert (read.passed_on, read.transport, read.tail) == (value, transport, b"payload")
    assert header[8:12] == (0xABCD).to_bytes(4, "big")
