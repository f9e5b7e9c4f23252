"""Puts VP8 frames together from packets in order (RFC 7741 section 4.5.1)."""

from dataclasses import dataclass

import msgspec

from services.rooms.media.rtp.packet import Packet
from services.rooms.media.rtp.vp8 import picture_size
from services.rooms.takes.recording.reorder_buffer import BufferedPacket

QUARTERS = 3
"""The bits of the rotation. That of a mirror is not followed, as browsers do not."""
LARGEST = 4 << 20
"""Bytes of one frame; more is not believed."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`size` is that of a keyframe, None for others; it is to be turned by so many `quarters`,
    clockwise."""

    data: bytes
    timestamp: int
    arrival: float
    size: tuple[int, int] | None
    quarters: int = 0


class FrameAssembler(msgspec.Struct, array_like=True):
    """At first, and after `lose`, frames are passed over until a keyframe: `broken` says so."""

    broken: bool = True
    parts: list[bytes] = []
    length: int = 0
    quarters: int = 0
    """The last orientation: senders need not send it with each frame (3GPP TS 26.114 7.4.5)."""

    def add(self, arrived: BufferedPacket) -> Frame | None:
        """Take the next packet in order; the whole frame when this was its last."""
        packet, vp8 = arrived.packet, arrived.packet.vp8
        if vp8 is None:
            return None
        if packet.passed_on is not None:
            self.quarters = packet.passed_on & QUARTERS
        if vp8.begins:
            self.parts, self.length = [], 0
        elif not self.parts:
            return None
        part = packet.payload[vp8.size :]
        self.parts.append(part)
        self.length += len(part)
        if self.length > LARGEST:
            self.lose()
        return self._whole(packet, arrived.arrival) if packet.marker else None

    def lose(self) -> None:
        """Something is missing: nothing is whole until the next keyframe."""
        self.broken, self.parts, self.length = True, [], 0

    def _whole(self, packet: Packet, arrival: float) -> Frame | None:
        frame = b"".join(self.parts)
        self.parts, self.length = [], 0
        size = picture_size(frame)
        if not frame or (self.broken and size == (0, 0)):
            return None
        self.broken = False
        return Frame(
            frame, packet.timestamp, arrival, size if size != (0, 0) else None, self.quarters
        )
