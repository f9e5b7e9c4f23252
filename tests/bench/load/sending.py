"""Somebody who sends: a camera at 30 frames a second and 1.5 Mbit/s, and a voice.

Packets look like a browser's from outside. Inside, each ends with what it is, so that a receiver
can learn which stream it watches, and look up when a packet left.
"""

import asyncio
import random
import struct
import time
from array import array
from collections.abc import Callable

from aiortc.rtp import RtcpSenderInfo, RtcpSrPacket

from tests.bench.load.described import AUDIO, LEVEL, VIDEO, WIDE, offer, read
from tests.bench.load.leg import Leg, now

FRAMES_PER_S, SOUNDS_PER_S = 30, 50
FRAME = (6, 5, 5)
"""Packets of one frame and the next, 5.3 on average."""
PACKET, SOUND = 1180, 120
"""Bytes of payload: 1.5 Mbit/s, and Opus at 48 kbit/s."""
MARK = b"load"
NAME = struct.Struct("!4sII")
"""The end of each payload: the mark, which stream, and the packet's place in it."""
_HEAD = struct.Struct("!BBHII")
_NTP_EPOCH = 2_208_988_800
_KEYFRAME = b"\x10\x02\x00\x9d\x01\x2a" + struct.pack("<HH", 1280, 720)
_DELTA = b"\x11\x02\x00"
_ASKS = {(206, 1), (206, 4)}  # PLI and FIR, RFC 4585 section 6.3.1, RFC 5104 section 4.3.1

streams: list["Sent"] = []
"""All that this process sends; a stream's number is its place here."""


class Sent:
    """One stream: when each packet left, in Unix ns. Only packets from `first` on, and before
    `end`, are judged."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.ssrc = random.getrandbits(32)
        self.number = len(streams)
        self.left = array("q")
        self.first = self.end = 1 << 60
        self._start = random.getrandbits(15)
        streams.append(self)

    def next_number(self) -> int:
        """Return the sequence number of the packet that is sent now."""
        return self._start + len(self.left) & 0xFFFF


class Sender:
    """Sends from `start` until `close`."""

    def __init__(self) -> None:
        self.leg = Leg(self._arrived)
        self.voice, self.camera = Sent("audio"), Sent("video")
        self._began = 0.0
        self._frames = self._sounds = self._wide = 0
        self._wants_keyframe = True
        self._extensions: dict[str, int] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def offer(self) -> str:
        return offer(self.leg.own, self.voice.ssrc, self.camera.ssrc)

    async def connect(self, answer: str) -> None:
        theirs = read(answer)
        self._extensions = theirs.extensions
        await self.leg.connect(theirs)

    def start(self, *, sound: bool) -> None:
        """Send from now on; not in step with other senders."""
        self._began = asyncio.get_running_loop().time() + random.random() / FRAMES_PER_S
        self._frame()
        if sound:
            self._sound()
        self._report()

    async def close(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        await self.leg.close()

    def _frame(self) -> None:
        self._later("frame", self._frame, self._began + (self._frames + 1) / FRAMES_PER_S)
        count, stamp = FRAME[self._frames % len(FRAME)], self._frames * 3000 & 0xFFFFFFFF
        key, self._wants_keyframe = self._wants_keyframe, False
        picture = struct.pack("!H", 0x8000 | self._frames & 0x7FFF)
        for part in range(count):
            begins = b"\x90\x80" + picture + (_KEYFRAME if key else _DELTA)
            payload = (b"\x80\x80" + picture) if part else begins
            last = 0x80 if part == count - 1 else 0
            self._send(self.camera, VIDEO | last, stamp, payload.ljust(PACKET, b"\x55"))
        self._frames += 1

    def _sound(self) -> None:
        self._later("sound", self._sound, self._began + (self._sounds + 1) / SOUNDS_PER_S)
        stamp = self._sounds * 960 & 0xFFFFFFFF
        self._send(self.voice, AUDIO, stamp, b"\x78".ljust(SOUND, b"\x55"))
        self._sounds += 1

    def _send(self, stream: Sent, kind: int, stamp: int, payload: bytes) -> None:
        extension = self._extension(stream)
        head = _HEAD.pack(
            0x90 if extension else 0x80, kind, stream.next_number(), stamp, stream.ssrc
        )
        named = NAME.pack(MARK, stream.number, len(stream.left))
        packet = self.leg.outgoing.protect(head + extension + payload[: -NAME.size] + named)
        stream.left.append(now())
        self.leg.send(packet)

    def _extension(self, stream: Sent) -> bytes:
        """Write the header extensions that the server takes (RFC 8285 section 4.2)."""
        said = b""
        if stream.kind == "audio" and LEVEL in self._extensions:
            said += bytes([self._extensions[LEVEL] << 4, 0x80 | 30])
        if WIDE in self._extensions:
            said += bytes([self._extensions[WIDE] << 4 | 1]) + struct.pack("!H", self._wide)
            self._wide = self._wide + 1 & 0xFFFF
        said += bytes(-len(said) % 4)
        return b"\xbe\xde" + struct.pack("!H", len(said) // 4) + said if said else b""

    def _report(self) -> None:
        self._later("report", self._report, asyncio.get_running_loop().time() + 1)
        elapsed = asyncio.get_running_loop().time() - self._began
        for stream, rate in ((self.voice, 48000), (self.camera, 90000)):
            ntp = int((time.time() + _NTP_EPOCH) * 2**32)
            octets = len(stream.left) * (SOUND if rate == 48000 else PACKET) & 0xFFFFFFFF
            info = RtcpSenderInfo(ntp, int(max(0, elapsed) * rate), len(stream.left), octets)
            packet = bytes(RtcpSrPacket(stream.ssrc, info))
            self.leg.send(self.leg.outgoing.protect_rtcp(packet))

    def _arrived(self, data: memoryview, at: int) -> None:
        if 191 < data[1] < 224 and wants_keyframe(self.leg.incoming.unprotect_rtcp(bytes(data))):
            self._wants_keyframe = True

    def _later(self, which: str, what: Callable[[], None], when: float) -> None:
        self._timers[which] = asyncio.get_running_loop().call_at(when, what)


def wants_keyframe(compound: bytes) -> bool:
    """Say whether somebody asks for a keyframe."""
    place = 0
    while place + 4 <= len(compound):
        flags, kind, words = struct.unpack_from("!BBH", compound, place)
        if (kind, flags & 31) in _ASKS:
            return True
        place += 4 * words + 4
    return False
