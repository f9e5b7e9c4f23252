"""One stream to one subscriber: unbroken, whatever source is shown in it."""

import random
import sys
from collections.abc import Callable, Sequence

from services.rooms.media.ingress.forwarding import ForwardedSource, PendingSwitch
from services.rooms.media.rtcp import packets as rtcp
from services.rooms.media.rtcp.twcc_sender import TwccSender
from services.rooms.media.rtp.batch import PacketBatch, Rtp
from services.rooms.media.rtp.clock import RATES, Kind
from services.rooms.media.rtp.header_writer import write_header, write_headers
from services.rooms.media.rtp.packet import Packet
from services.rooms.media.rtp.vp8 import renumber

WAITING = sys.maxsize
SHORTEST_STEP = 0.01
"""Seconds at least between the last packet of one source and the first of the next."""


Send = Callable[[Sequence[Rtp]], None]
"""Takes packets that leave together; they are equally long, the last may be shorter."""


class DownTrack:
    """`send` and `send_rtcp` belong to the subscriber's connection. Video is not forwarded
    until a keyframe begins; then numbers, timestamps and picture ids go on where the former
    source left off. Extended numbers are used throughout, so wrapping is no concern here."""

    def __init__(
        self,
        kind: Kind,
        ssrc: int,
        payload_type: int,
        send: Send,
        send_rtcp: Callable[[bytes], None],
        twcc_sender: TwccSender | None = None,
    ) -> None:
        self.kind, self.ssrc, self.payload_type = kind, ssrc, payload_type
        self.packets = self.bytes = 0
        self.source: ForwardedSource | None = None
        self.reported: tuple[int, float] = (0, 0.0)
        """The last sender report: the middle of its moment, and when it was sent."""
        self.twcc_sender = twcc_sender or TwccSender()
        self.uses_twcc = False
        """Whether the subscriber reports when each packet came (transport-wide feedback)."""
        self._send, self._send_rtcp = send, send_rtcp
        self._next: PendingSwitch | None = None
        self._start = WAITING
        self._number_shift = self._time_shift = self._picture_shift = self._zero_shift = 0
        self._renumbers = False
        # The first number is a low one: libsrtp guesses badly when a stream begins at a wrap.
        self._last_number, self._last_time = random.getrandbits(15), random.getrandbits(32)
        self._last_picture = self._last_zero = 0
        self._last_at: float | None = None

    @property
    def waiting(self) -> bool:
        return self._start == WAITING

    def attach(self, source: ForwardedSource | None, now: float) -> None:
        """Show `source`, from its next keyframe on, and what was shown no more; None for
        nothing."""
        self._cancel_switch()
        if source is self.source:
            return
        self._follow(source)
        if source is not None and self.kind == "video":
            source.request_keyframe(now)

    def change(self, source: ForwardedSource, now: float) -> None:
        """Show `source`, and until its next keyframe what is shown now."""
        if self.waiting or self.source is None:
            self.attach(source, now)
        elif source is self.source:
            self._cancel_switch()
        elif self._next is None or self._next.source is not source:
            self._cancel_switch()
            self._next = PendingSwitch(source, self._switch, now)

    def source_ended(self, now: float) -> None:
        """The source is no more."""
        self.attach(None, now)

    def pause(self) -> None:
        """Remember where the stream stands; it goes on with the next keyframe, of any source."""
        if not self.waiting and self.source is not None and self.source.latest is not None:
            last = self.source.latest
            self._last_number = last.number + self._number_shift
            self._last_time = last.timestamp + self._time_shift
            self._last_at = self.source.latest_at
            if last.vp8 is not None:
                self._last_picture = last.vp8.picture + self._picture_shift
                self._last_zero = last.vp8.layer_zero + self._zero_shift
        self._start = WAITING

    def forward(self, run: PacketBatch, now: float) -> None:
        """Send packets of the source on."""
        if run.lowest < self._start:
            begun = [p for p in run.packets if p.number >= self._start or self._begin(p, now)]
            if not begun:
                return
            run = PacketBatch.of(begun)
        packets, stream = run.packets, (self.ssrc, self.payload_type)
        shifts = self._number_shift, self._time_shift
        counted = self.twcc_sender.register(run.sizes, now) if self.uses_twcc else None
        wire_payloads = [*map(self._renumbered, packets)] if self._renumbers else run.wire_payloads
        self.packets += len(wire_payloads)
        self.bytes += run.bytes
        if len(wire_payloads) == 1:
            self._send(
                [(write_header(packets[0], self.kind, stream, shifts, counted), wire_payloads[0])]
            )
        else:
            headers = write_headers(packets, self.kind, stream, shifts, counted)
            self._send([*zip(headers, wire_payloads, strict=True)])

    def report(self, now: float) -> None:
        """Send a sender report: how this stream's timestamps lie on our clock, for lip sync."""
        source = self.source
        if source is None or source.clock is None or self.waiting:
            return
        since = now - source.clock.arrival
        ntp = source.clock.ntp + source.skew + since
        moment = source.clock.rtp + round(since * RATES[self.kind]) + self._time_shift
        self._send_rtcp(rtcp.sender_report(self.ssrc, ntp, moment, self.packets, self.bytes))
        self.reported = (rtcp.middle(ntp), now)

    def cached(self, number: int) -> tuple[Packet, int, bytes] | None:
        """A packet that was sent under the 16-bit `number`, with its timestamp and payload as they
        were sent; None when it is too old or never was."""
        if self.waiting or self.source is None or self.source.latest is None:
            return None
        newest = self.source.latest.number + self._number_shift
        original = newest - ((newest - number) & 0xFFFF) - self._number_shift
        packet = self.source.cached(original) if original >= self._start else None
        if packet is None:
            return None
        wire_payload = self._renumbered(packet) if self._renumbers else packet.wire_payload
        return packet, (packet.timestamp + self._time_shift) & 0xFFFFFFFF, wire_payload

    def _switch(self, run: PacketBatch, now: float) -> None:
        if self._next is not None:
            self._follow(self._next.source)
            self._next = None
            self.forward(run, now)

    def _follow(self, source: ForwardedSource | None) -> None:
        self.pause()
        if self.source is not None:
            self.source.remove(self)
        self.source = source
        if source is not None:
            source.add(self)

    def _cancel_switch(self) -> None:
        if self._next is not None:
            self._next.cancel()
            self._next = None

    def _begin(self, packet: Packet, now: float) -> bool:
        """Whether the stream begins, or goes on, with this packet."""
        if not self.waiting:
            return False  # a straggler from before the keyframe
        if self.kind == "video" and (packet.vp8 is None or not packet.vp8.keyframe):
            return False
        pause = 0 if self._last_at is None else max(SHORTEST_STEP, now - self._last_at)
        self._number_shift = self._last_number + 1 - packet.number
        self._time_shift = self._last_time + round(pause * RATES[self.kind]) - packet.timestamp
        if packet.vp8 is not None:
            first = self._last_at is None  # the first source's own numbers are as good as any
            self._picture_shift = 0 if first else self._last_picture + 1 - packet.vp8.picture
            self._zero_shift = 0 if first else self._last_zero + 1 - packet.vp8.layer_zero
            self._renumbers = not first
        self._start = packet.number
        self.report(now)
        return True

    def _renumbered(self, packet: Packet) -> bytes:
        if packet.vp8 is None:
            return packet.wire_payload
        return renumber(packet.wire_payload, 0, packet.vp8, self._picture_shift, self._zero_shift)
