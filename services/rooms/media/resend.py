"""Packets a viewer missed, sent again from the source's ring as RTX (RFC 4588)."""

import random
from collections.abc import Iterable

from services.rooms.media.link import Link, Send
from services.rooms.rtp.packet import HEADER, Packet

MOST_A_SECOND = 400
"""A viewer who asks for more than that has a bandwidth problem that repetition makes worse."""


class Resender:
    """Serves the negative acknowledgements for one link. Without `payload_type` (the viewer did
    not take RTX) packets are repeated as they were."""

    def __init__(self, link: Link, ssrc: int, send: Send) -> None:
        self.ssrc = ssrc
        self.payload_type: int | None = None
        self.count = 0
        self._link, self._send = link, send
        self._number = random.getrandbits(15)
        self._second, self._spent = 0, 0

    def resend(self, numbers: Iterable[int], now: float) -> None:
        """Send those of the 16-bit `numbers` again that are still kept."""
        if int(now) != self._second:
            self._second, self._spent = int(now), 0
        for number in numbers:
            if self._spent >= MOST_A_SECOND:
                return
            found = self._link.kept(number)
            if found is not None:
                self._spent += 1
                self.count += 1
                self._send(*self._packet(number, *found))

    def _packet(
        self, number: int, packet: Packet, timestamp: int, tail: bytes
    ) -> tuple[bytes, bytes]:
        if self.payload_type is None:
            second = packet.marker | self._link.payload_type
            return HEADER.pack(packet.first, second, number, timestamp, self._link.ssrc), tail
        self._number = (self._number + 1) & 0xFFFF
        second = packet.marker | self.payload_type
        header = HEADER.pack(packet.first, second, self._number, timestamp, self.ssrc)
        original = number.to_bytes(2, "big")
        return header, tail[: packet.body] + original + tail[packet.body :]
