"""Retransmission: packets that a subscriber missed are sent again from the cache (RFC 4588)."""

import random
from collections.abc import Iterable

from services.rooms.media.egress.downtrack import DownTrack, Send
from services.rooms.media.rtp.batch import Rtp
from services.rooms.media.rtp.header_writer import write_header
from services.rooms.media.rtp.packet import Packet

MOST_A_SECOND = 400
"""A subscriber who asks for more than that has a bandwidth problem that repetition makes worse."""


class RtxSender:
    """Serves the negative acknowledgements for one downtrack. Without `payload_type` (the browser
    did not take RTX) packets are repeated as they were."""

    def __init__(self, downtrack: DownTrack, ssrc: int, send: Send) -> None:
        self.ssrc = ssrc
        self.payload_type: int | None = None
        self.count = 0
        self._downtrack, self._send = downtrack, send
        self._number = random.getrandbits(15)
        self._second, self._spent = 0, 0

    def resend(self, numbers: Iterable[int], now: float) -> None:
        """Send those of the 16-bit `numbers` again that are still cached."""
        if int(now) != self._second:
            self._second, self._spent = int(now), 0
        for number in numbers:
            if self._spent >= MOST_A_SECOND:
                return
            found = self._downtrack.cached(number)
            if found is not None:
                self._spent += 1
                self.count += 1
                self._send([self._packet(number, now, *found)])

    def _packet(
        self, number: int, now: float, packet: Packet, timestamp: int, wire_payload: bytes
    ) -> Rtp:
        downtrack, stream = self._downtrack, (self._downtrack.ssrc, self._downtrack.payload_type)
        if self.payload_type is not None:
            wire_payload = number.to_bytes(2, "big") + wire_payload
            self._number = number = (self._number + 1) & 0xFFFF
            stream = self.ssrc, self.payload_type
        counted = (
            downtrack.twcc_sender.register([len(wire_payload)], now)
            if downtrack.uses_twcc
            else None
        )
        shifts = number - packet.number, timestamp - packet.timestamp
        return write_header(packet, downtrack.kind, stream, shifts, counted), wire_payload
