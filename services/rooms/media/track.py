"""One published track: received once, sent on to whoever watches."""

import time
from collections.abc import Callable

from aiortc.rtp import RtcpReceiverInfo

from services.rooms.media import rtcp
from services.rooms.media.keyframes import Keyframes
from services.rooms.media.link import Link
from services.rooms.media.model import PacketSink, TrackStats
from services.rooms.media.nacks import Nacks
from services.rooms.media.repair import Ring
from services.rooms.rtp.model import RATES, Kind, SenderClock
from services.rooms.rtp.packet import Packet, parse_packet
from services.rooms.rtp.sequence import Reception, Sequence

RESTART = 0x10000
"""A leap of extended numbers that only a restart of the sender makes."""


class Track:
    """`send` takes RTCP for the publisher; `own` is the SSRC under which we report.
    `extension` holds the publisher's and our number of the header extension passed on."""

    def __init__(
        self, kind: Kind, own: int, send: Callable[[bytes], None], extension: tuple[int, int]
    ) -> None:
        self.kind = kind
        self.rate = RATES[kind]
        self.ssrc: int | None = None
        self.latest: Packet | None = None
        self.latest_at = 0.0
        self.clock: SenderClock | None = None
        self.skew = 0.0
        """Seconds from the publisher's wall clock to ours."""
        self.keyframes = Keyframes(self._ask_keyframe)
        self._own, self._send, self._extension = own, send, extension
        self._sequence, self._reception = Sequence(), Reception(self.rate)
        self._ring = Ring() if kind == "video" else None
        self._nacks = Nacks(self._ask_again, self._give_up)
        self._links: tuple[Link, ...] = ()
        self._sink: PacketSink | None = None
        self._measured = (time.monotonic(), 0)
        self._bitrate = 0

    def add(self, link: Link) -> None:
        self._links = (*self._links, link)

    def remove(self, link: Link) -> None:
        self._links = tuple(other for other in self._links if other is not link)

    def want_keyframe(self, now: float) -> None:
        self.keyframes.want(now)

    def kept(self, number: int) -> Packet | None:
        return self._ring.get(number) if self._ring is not None else None

    def receive(self, data: bytes, now: float) -> None:
        """Take one decrypted packet and send it on; a malformed one is dropped."""
        try:
            packet = parse_packet(data, *self._extension, video=self._ring is not None)
        except ValueError:
            return
        before = self._sequence.top
        number = self._sequence.extend(packet.number)
        if number is None:
            return
        packet.number = number
        repaired = number != before + 1 and before >= 0 and self._leap(before, number, now)
        self._reception.add(number, packet.timestamp, len(data), now, repaired=repaired)
        if number > before:
            self.latest, self.latest_at = packet, now
        if self._ring is not None:
            self._ring.put(packet)
            if packet.vp8 is not None and packet.vp8.keyframe:
                self.keyframes.came(now)
        for link in self._links:
            link.forward(packet, now)
        if self._sink is not None:
            self._sink.packet(self.kind, data, now)

    def report(self, clock: SenderClock, skew: float) -> None:
        """Take a sender report, and pass it on in every viewer's terms."""
        self.clock, self.skew = clock, skew
        for link in self._links:
            link.report(clock.arrival)
        if self._sink is not None:
            self._sink.clock(self.kind, clock)

    def record(self, sink: PacketSink | None, now: float) -> None:
        """Copy everything to `sink` from now on."""
        self._sink = sink
        if self.kind == "video":
            self.keyframes.record(now, on=sink is not None)
        if sink is not None and self.clock is not None:
            sink.clock(self.kind, self.clock)

    def pulse(self, now: float) -> None:
        """Five times a second: repeat what was asked in vain."""
        if self.kind == "video":
            if any(link.waiting for link in self._links):
                self.keyframes.want(now)
            self.keyframes.pulse(now)

    def reception(self, now: float) -> RtcpReceiverInfo | None:
        """The block of this track for a receiver report, once a second; measures the bitrate."""
        if self.ssrc is None or self.latest is None:
            return None
        since, counted = self._measured
        self._bitrate = round(8 * (self._reception.bytes - counted) / max(0.1, now - since))
        self._measured = now, self._reception.bytes
        fraction, lost = self._reception.report(self._sequence.top)
        last, delay = 0, 0
        if self.clock is not None:
            last = rtcp.middle(self.clock.ntp)
            delay = min(0xFFFFFFFF, int((now - self.clock.arrival) * 0x10000))
        top = (self._sequence.top - RESTART) & 0xFFFFFFFF
        jitter = int(self._reception.jitter)
        return RtcpReceiverInfo(self.ssrc, fraction, min(lost, 0x7FFFFF), top, jitter, last, delay)

    def stats(self) -> TrackStats:
        heard = self._reception
        return TrackStats(
            kind=self.kind,
            packets=heard.packets,
            bytes=heard.bytes,
            lost=heard.lost,
            jitter_ms=1000 * heard.jitter / self.rate,
            bitrate=self._bitrate,
            keyframes=self.keyframes.count,
        )

    def restart(self) -> None:
        """The publisher sends anew (another SSRC): all go on with the next keyframe."""
        for link in self._links:
            link.hold()
        self._sequence, self._reception = Sequence(), Reception(self.rate)
        self._nacks.close()
        self.latest = self.clock = None
        if self._ring is not None:
            self._ring = Ring()

    def close(self) -> None:
        """End for good; links may be attached to another source afterwards."""
        self._nacks.close()
        for link in self._links:
            link.attach(None, self.latest_at)

    def _leap(self, before: int, number: int, now: float) -> bool:
        """Numbers do not follow each other; whether this is one that came at our request."""
        if number <= before:
            return self._nacks.came(number)
        if number - before >= RESTART:
            for link in self._links:
                link.hold()
            self._nacks.close()
            self._reception.restart(number)
        elif self._ring is not None:
            self._nacks.skip(before + 1, number, now)
        return False

    def _ask_again(self, numbers: list[int]) -> None:
        if self.ssrc is not None:
            self._send(rtcp.negative_acknowledgement(self._own, self.ssrc, numbers))

    def _give_up(self) -> None:
        self.keyframes.want(time.monotonic())

    def _ask_keyframe(self) -> None:
        if self.ssrc is not None:
            self._send(rtcp.picture_loss(self._own, self.ssrc))
