"""Somebody who watches: counts what arrives and how long it took, decrypting almost nothing."""

import asyncio
import random
import struct
from array import array
from contextlib import suppress

import pylibsrtp
from aiortc.rtp import RtcpPacket, RtcpReceiverInfo, RtcpRrPacket, RtcpSrPacket

from tests.bench.load.described import answer, read
from tests.bench.load.feedback import EVERY_S, Feedback
from tests.bench.load.leg import Leg, now
from tests.bench.load.sending import MARK, NAME, Sent, streams

REPORT_EVERY_S = 1.0
LOOK_EVERY = 256
"""A packet in so many is decrypted, to see that it is the one it is taken for."""
_HEAD = struct.Struct("!xxHII")


class Watched:
    """One stream as it arrives. `shift` turns its numbers into places in what was sent."""

    def __init__(self, sent: Sent, number: int, place: int) -> None:
        self.sent = sent
        self.number, self.place = number, place
        self.count = 0
        self.judged = 0
        self.reported = 0, 0
        """The middle of the last sender report's time, and when it came."""


class Receiver:
    """Watches from `connect` until `close`. `transits` are in ns, of packets that are judged."""

    def __init__(self) -> None:
        self.leg = Leg(self._arrived)
        self.transits = array("q")
        self.total = 0
        self.mistaken = 0
        self._own = random.getrandbits(32)
        self._watched: dict[int, Watched] = {}
        self._others: set[int] = set()
        self._feedback = Feedback({})
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def answer(self, offer: str) -> str:
        return answer(self.leg.own, offer)

    async def connect(self, offer: str) -> None:
        theirs = read(offer)
        self._feedback = Feedback(theirs.extensions)
        await self.leg.connect(theirs)
        self._report()
        self._tell()

    @property
    def watched(self) -> list[Watched]:
        return list(self._watched.values())

    async def close(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        await self.leg.close()

    def _arrived(self, data: memoryview, at: int) -> None:
        if 191 < data[1] < 224:
            self._hear(data)
            return
        self._feedback.note(data, at)
        number, _, ssrc = _HEAD.unpack_from(data)
        stream = self._watched.get(ssrc)
        if stream is None or not stream.count % LOOK_EVERY:
            stream = self._look(data, number, ssrc)
            if stream is None:
                return
        stream.count += 1
        self.total += 1
        place = stream.place + ((number - stream.number + 0x8000 & 0xFFFF) - 0x8000)
        if place > stream.place:
            stream.number, stream.place = number, place
        sent = stream.sent
        if sent.first <= place < sent.end:
            stream.judged += 1
            self.transits.append(at - sent.left[place])

    def _look(self, data: memoryview, number: int, ssrc: int) -> Watched | None:
        """Learn which packet this is; None for padding, retransmissions and the like."""
        if ssrc in self._others:
            return None
        try:
            mark, which, place = NAME.unpack(self.leg.incoming.unprotect(bytes(data))[-NAME.size :])
        except (pylibsrtp.Error, struct.error):
            mark, which, place = b"", 0, 0
        if mark != MARK:
            if ssrc not in self._watched:
                self._others.add(ssrc)
            return self._watched.get(ssrc)
        known = self._watched.get(ssrc)
        if known is None:
            known = self._watched[ssrc] = Watched(streams[which], number, place)
        elif known.place + ((number - known.number + 0x8000 & 0xFFFF) - 0x8000) != place:
            self.mistaken += 1
            known.number, known.place = number, place
        return known

    def _hear(self, data: memoryview) -> None:
        """Remember sender reports, to repeat their time (RFC 3550 section 6.4.1)."""
        with suppress(pylibsrtp.Error, ValueError, IndexError, struct.error):
            for packet in RtcpPacket.parse(self.leg.incoming.unprotect_rtcp(bytes(data))):
                if isinstance(packet, RtcpSrPacket) and packet.ssrc in self._watched:
                    middle = packet.sender_info.ntp_timestamp >> 16 & 0xFFFFFFFF
                    self._watched[packet.ssrc].reported = middle, now()

    def _report(self) -> None:
        loop = asyncio.get_running_loop()
        self._timers["report"] = loop.call_later(REPORT_EVERY_S, self._report)
        blocks = []
        for ssrc, stream in self._watched.items():
            middle, came = stream.reported
            delay = (now() - came) * 65536 // 1_000_000_000 if middle else 0
            blocks.append(RtcpReceiverInfo(ssrc, 0, 0, stream.number, 0, middle, delay))
        report = bytes(RtcpRrPacket(self._own, blocks[:31]))
        self.leg.send(self.leg.outgoing.protect_rtcp(report))

    def _tell(self) -> None:
        """Say when packets came, for the server to estimate the bandwidth."""
        self._timers["tell"] = asyncio.get_running_loop().call_later(EVERY_S, self._tell)
        received = self._feedback.take(self._own, next(iter(self._watched), 0))
        if received:
            self.leg.send(self.leg.outgoing.protect_rtcp(received))
