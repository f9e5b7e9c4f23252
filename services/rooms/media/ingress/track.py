"""One published track: received once, sent on to whoever watches."""

import time
from collections.abc import Callable, Iterable

from aiortc.rtp import RtcpReceiverInfo

from services.rooms.media.ingress.forwarding import TrackSink
from services.rooms.media.ingress.keyframes import Keyframes, KeyframeThrottle
from services.rooms.media.ingress.packet_cache import PacketCache
from services.rooms.media.model import PacketSink
from services.rooms.media.rtcp import packets
from services.rooms.media.rtcp.nack_generator import NackGenerator
from services.rooms.media.rtcp.twcc_receiver import TwccReceiver
from services.rooms.media.rtp.batch import runs
from services.rooms.media.rtp.clock import RATES, Kind, SenderClock
from services.rooms.media.rtp.packet import Packet, parse_packet
from services.rooms.media.rtp.sequence import Reception, Sequence

RESTART = 0x10000
"""A leap of extended numbers that only a restart of the sender makes."""
LOUDEST = 127
"""How far below the loudest possible sound silence is (RFC 6464 section 3), in dB."""


Later = Callable[[Callable[[], None]], None]


def at_once(flush: Callable[[], None]) -> None:
    """Take each packet for a burst of its own."""
    flush()


class Track:
    """`send` takes RTCP for the publisher; `own` is the SSRC under which we report.
    `extensions` are the publisher's numbers of the header extension that is passed on and of the
    transport-wide number, which `twcc_receiver` gets; `later` calls what it is given when a burst
    is over; `repairs`: lost packets may be asked for."""

    def __init__(
        self,
        kind: Kind,
        own: int,
        send: Callable[[bytes], None],
        extensions: tuple[int, int] = (0, 0),
        twcc_receiver: TwccReceiver | None = None,
        throttle: KeyframeThrottle | None = None,
        later: Later = at_once,
        *,
        repairs: bool = True,
    ) -> None:
        self.kind = kind
        self.rate = RATES[kind]
        self.ssrc: int | None = None
        self.latest: Packet | None = None
        self.latest_at = 0.0
        self.clock: SenderClock | None = None
        self.skew = 0.0
        """Seconds from the publisher's wall clock to ours."""
        ask = self._ask_keyframe
        self.keyframes = Keyframes(ask if throttle is None else lambda: throttle.submit(ask))
        self.loudness = 0.0
        """Of a voice, 0 to 127: decibels above silence, smoothed."""
        self.loss = 0.0
        """The fraction that did not come in time between the last two reports."""
        self.bitrate = 0
        """Bits per second over the last second."""
        self.is_open = True
        self._own, self._send, self._extensions = own, send, extensions
        self._twcc_receiver = twcc_receiver
        self._sequence, self.received = Sequence(), Reception(self.rate)
        self._packet_cache, self._repairs = PacketCache(kind), repairs
        self._nack_generator = NackGenerator(self._ask_again, self._give_up)
        self._downtracks: tuple[TrackSink, ...] = ()
        self._sink: PacketSink | None = None
        self._measured = (time.monotonic(), 0)
        self._later = later
        self._fresh: list[tuple[Packet, bytes, float]] = []
        """What came and was not yet forwarded: the mux ends a batch after so many packets."""

    def add(self, downtrack: TrackSink) -> None:
        self._downtracks = (*self._downtracks, downtrack)

    def remove(self, downtrack: TrackSink) -> None:
        self._downtracks = tuple(other for other in self._downtracks if other is not downtrack)

    def request_keyframe(self, now: float) -> None:
        self.keyframes.request(now)

    def permit(self, now: float, *, is_open: bool) -> None:
        """Forward what comes, or stop; downtracks go on without a seam afterwards."""
        if self.is_open and not is_open:
            self.pause()
        elif is_open and not self.is_open and self.kind == "video":
            self.keyframes.request(now)
        self.is_open = is_open

    def pause(self) -> None:
        self._pass_on()
        for downtrack in self._downtracks:
            downtrack.pause()

    def cached(self, number: int) -> Packet | None:
        return self._packet_cache.get(number)

    def receive(self, data: bytes, now: float) -> None:
        """Take one decrypted packet and send it on; a malformed one is dropped."""
        packet = self._parsed(data, now)
        if packet is None:
            return
        before = self._sequence.top
        number = self._sequence.extend(packet.number)
        if number is None:
            return
        packet.number = number
        repaired = number != before + 1 and before >= 0 and self._leap(before, number, now)
        self.received.add(number, packet.timestamp, len(data), now, repaired=repaired)
        if number > before:
            self.latest, self.latest_at = packet, now
        self._packet_cache.put(packet)
        if packet.vp8 is not None:
            if packet.vp8.keyframe:
                self.keyframes.received(now)
        elif packet.passed_on is not None:
            self.loudness += (LOUDEST - (packet.passed_on & 0x7F) - self.loudness) / 8
        if not self.is_open:
            return
        self._fresh.append((packet, data, now))
        if len(self._fresh) == 1:
            self._later(self._pass_on)

    def report(self, clock: SenderClock, skew: float) -> None:
        """Take a sender report, and send each subscriber its own."""
        self.clock, self.skew = clock, skew
        for downtrack in self._downtracks:
            downtrack.report(clock.arrival)
        if self._sink is not None:
            self._sink.clock(self.kind, clock)

    def record(self, sink: PacketSink | None, now: float, *, asks: bool = True) -> None:
        """Copy everything to `sink` from now on; asks for a keyframe to begin with."""
        self._sink = sink
        if self.kind == "video":
            self.keyframes.record(now, on=sink is not None, first=asks and sink is not None)
        if sink is not None and self.clock is not None:
            sink.clock(self.kind, self.clock)

    def pulse(self, now: float) -> None:
        """Five times a second: repeat what was asked in vain."""
        if self.kind == "video":
            if self.is_open and any(downtrack.waiting for downtrack in self._downtracks):
                self.keyframes.request(now)
            self.keyframes.pulse(now)

    def reception(self, now: float) -> RtcpReceiverInfo | None:
        """The block of this track for a receiver report, once a second; measures the bitrate."""
        if self.ssrc is None or self.latest is None:
            return None
        since, counted = self._measured
        self.bitrate = round(8 * (self.received.bytes - counted) / max(0.1, now - since))
        self._measured = now, self.received.bytes
        fraction, lost = self.received.report(self._sequence.top)
        self.loss = fraction / 256
        last, delay = 0, 0
        if self.clock is not None:
            last = packets.middle(self.clock.ntp)
            delay = min(0xFFFFFFFF, int((now - self.clock.arrival) * 0x10000))
        top = (self._sequence.top - RESTART) & 0xFFFFFFFF
        jitter = int(self.received.jitter)
        return RtcpReceiverInfo(self.ssrc, fraction, min(lost, 0x7FFFFF), top, jitter, last, delay)

    def restart(self) -> None:
        """The publisher sends anew (another SSRC): all go on with the next keyframe."""
        self.pause()
        self._sequence, self.received = Sequence(), Reception(self.rate)
        self._nack_generator.close()
        self.latest = self.clock = None
        self._packet_cache = PacketCache(self.kind)

    def close(self) -> None:
        """End for good; downtracks may be attached to another source afterwards."""
        self._nack_generator.close()
        self._pass_on()
        for downtrack in self._downtracks:
            downtrack.source_ended(self.latest_at)

    def _pass_on(self) -> None:
        """Send on what came, each run to all before the next, for a source may begin in it."""
        fresh, self._fresh = self._fresh, []
        for run in runs([packet for packet, _, _ in fresh]):
            for downtrack in self._downtracks:
                downtrack.forward(run, fresh[-1][2])
        if self._sink is not None:
            for packet, data, at in fresh:
                orientation = packet.passed_on if self.kind == "video" else None
                self._sink.packet(self.kind, data, at, orientation)

    def _parsed(self, data: bytes, now: float) -> Packet | None:
        try:
            packet = parse_packet(data, *self._extensions, video=self.kind == "video")
        except ValueError:
            return None
        if packet.transport is not None and self._twcc_receiver is not None:
            self._twcc_receiver.add(packet.transport, now)
        return packet

    def _leap(self, before: int, number: int, now: float) -> bool:
        """Numbers do not follow each other; whether this is one that came at our request."""
        if number <= before:
            return self._nack_generator.received(number)
        if number - before >= RESTART:
            self.pause()
            self._nack_generator.close()
            self.received.restart(number)
        elif self._repairs:
            self._nack_generator.skip(before + 1, number, now)
        return False

    def _ask_again(self, numbers: list[int]) -> None:
        if self.ssrc is not None:
            self._send(packets.negative_acknowledgement(self._own, self.ssrc, numbers))

    def _give_up(self, numbers: Iterable[int]) -> None:
        if self.kind == "video" and not all(map(self._packet_cache.between_pictures, numbers)):
            self.keyframes.request(time.monotonic())

    def _ask_keyframe(self) -> None:
        if self.ssrc is not None:
            self._send(packets.picture_loss(self._own, self.ssrc))
