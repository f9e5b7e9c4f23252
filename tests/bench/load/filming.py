"""People who are filmed: VP8 at 1.5 Mbit/s and Opus as RTP packets, given to recordings in time."""

import asyncio
import struct
import sys
import time
from pathlib import Path
from typing import Protocol

import uvloop

from services.rooms.media.rtp.clock import Kind
from services.rooms.takes.recording.recorder import Recorder

HEADER = struct.Struct("!BBHII")
FPS, PARTS, PART = 30, (6, 5, 5), 1180
SOUND = b"\xfc" + bytes(79)
"""Twenty milliseconds of Opus at 32 kbit/s."""
KEYFRAME_EVERY = 60
KEY_HEAD = b"\x10\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", 640, 360)
DELTA_HEAD, MORE_HEAD = b"\x10\x01", b"\x00"


class Sink(Protocol):
    def packet(self, kind: Kind, packet: bytes, arrival: float) -> None: ...


class Nowhere:
    """What filming alone costs."""

    def packet(self, kind: Kind, packet: bytes, arrival: float) -> None: ...


class Filmed:
    """One person, filmed from now on."""

    def __init__(self, sink: Sink, began: float) -> None:
        self._sink, self._began = sink, began
        self._frames = self._sounds = self._packets = 0

    def catch_up(self, now: float) -> None:
        """Send all that has been filmed and said by `now`."""
        while self._frames / FPS <= now - self._began:
            self._frame(now)
        while self._sounds / 50 <= now - self._began:
            head = HEADER.pack(0x80, 111, self._sounds & 0xFFFF, self._sounds * 960, 2)
            self._sink.packet("audio", head + SOUND, now)
            self._sounds += 1

    def _frame(self, now: float) -> None:
        parts = PARTS[self._frames % len(PARTS)]
        begins = KEY_HEAD if self._frames % KEYFRAME_EVERY == 0 else DELTA_HEAD
        for place in range(parts):
            head = begins if place == 0 else MORE_HEAD
            second = 96 | (0x80 if place == parts - 1 else 0)
            rtp = HEADER.pack(0x80, second, self._packets & 0xFFFF, self._frames * 3000, 1)
            self._sink.packet("video", rtp + head + bytes(PART - len(head)), now)
            self._packets += 1
        self._frames += 1


async def film(people: list[Filmed], seconds: float) -> None:
    """Film for so long, in real time."""
    until = time.monotonic() + seconds
    while (now := time.monotonic()) < until:
        for person in people:
            person.catch_up(now)
        await asyncio.sleep(1 / FPS)


async def _for_ever(path: Path) -> None:
    """Record one person until killed; tell the recorder's process and when the file began."""
    recorder = Recorder()
    await recorder.start()
    began = time.monotonic()
    recording = await recorder.open("take", path, began)
    print(recorder.pid, began, flush=True)
    await film([Filmed(recording, began)], float("inf"))


if __name__ == "__main__":
    uvloop.run(_for_ever(Path(sys.argv[1])))
