"""A browser's two connections, played by aiortc: sends picture and tone, counts what it gets."""

import asyncio
import math
from array import array
from collections.abc import Awaitable, Callable
from fractions import Fraction
from typing import Any

import av
from aiortc import (
    MediaStreamTrack,
    RTCPeerConnection,
    RTCRtpSender,
    RTCSessionDescription,
)
from aiortc.mediastreams import AudioStreamTrack, VideoStreamTrack

from services.rooms.media.sdp.capabilities import PAYLOAD_TYPES
from tests.integration.rooms.visitor import PATIENCE_S, Visitor

RATE = 48_000
SAMPLES = 960
SOUND = PAYLOAD_TYPES["audio"]


class Picture(VideoStreamTrack):
    """A grey picture that gets brighter."""

    async def recv(self) -> av.VideoFrame:
        pts, time_base = await self.next_timestamp()
        frame = av.VideoFrame(320, 240, "yuv420p")
        for plane, shade in zip(frame.planes, (pts // 3000 % 256, 128, 128), strict=True):
            plane.update(bytes([shade]) * plane.buffer_size)
        frame.pts, frame.time_base = pts, time_base
        return frame


class Tone(AudioStreamTrack):
    """A steady tone."""

    _sent = 0

    async def recv(self) -> av.AudioFrame:
        await super().recv()
        frame = av.AudioFrame("s16", "mono", SAMPLES)
        wave = (int(8000 * math.sin((self._sent + n) * 0.05)) for n in range(SAMPLES))
        frame.planes[0].update(array("h", wave).tobytes())
        frame.sample_rate, frame.time_base = RATE, Fraction(1, RATE)
        frame.pts, self._sent = self._sent, self._sent + SAMPLES
        return frame


class Camera:
    """A visitor's media. `frames` counts decoded frames by slot and kind, `packets` what came in
    over the network as RTP, whether or not any slot is for it."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._connections: list[RTCPeerConnection] = []
        self._tasks: list[asyncio.Task[None]] = []
        self.frames: dict[tuple[str, str], int] = {}
        self.packets = 0
        self.sound_packets = 0
        self._got = asyncio.Condition()

    async def publishes(self, *, screen: bool = False) -> None:
        """Send picture and tone, and a screen; return when the room takes them."""
        sending = self._new()
        for track in (Tone(), Picture(), *([Picture()] if screen else [])):
            transceiver = sending.addTransceiver(track, "sendonly")
            codecs = RTCRtpSender.getCapabilities(track.kind).codecs
            wanted = [c for c in codecs if c.mimeType in ("audio/opus", "video/VP8")]
            transceiver.setCodecPreferences(wanted)
        await sending.setLocalDescription(await sending.createOffer())
        mids = [transceiver.mid for transceiver in sending.getTransceivers()]
        said = {"screen": mids[-1]} if screen else {}
        await self._visitor.says("publish", sdp=sending.localDescription.sdp, **said)
        answer = await self._visitor.hears("published")
        await sending.setRemoteDescription(RTCSessionDescription(answer["sdp"], "answer"))
        await _connected(sending)

    async def subscribes(self) -> None:
        """Make ready for every slot."""
        receiving = self._new()
        receiving.on("track", self._receive)
        await self._visitor.says("subscribe")
        offer = await self._visitor.hears("offer")
        await receiving.setRemoteDescription(RTCSessionDescription(offer["sdp"], "offer"))
        self._tap(receiving.getTransceivers()[0].receiver.transport)
        await receiving.setLocalDescription(await receiving.createAnswer())
        await self._visitor.says("answer", sdp=receiving.localDescription.sdp)
        await _connected(receiving)

    async def sees_and_hears(self, frames: int = 5) -> None:
        """Wait until picture and sound have come in some slot, from now on."""
        before = dict(self.frames)

        def enough() -> bool:
            return {"audio", "video"} <= {
                kind for (slot, kind), n in self.frames.items()
                if n >= before.get((slot, kind), 0) + frames
            }  # fmt: skip

        async with asyncio.timeout(PATIENCE_S), self._got:
            await self._got.wait_for(enough)

    async def gets_packets(self, number: int = 5) -> None:
        """Wait until that much more has come in."""
        await self._wait_for(lambda: self.packets, number)

    async def gets_sound(self, number: int = 5) -> None:
        """Wait until that many more packets of sound have come in."""
        await self._wait_for(lambda: self.sound_packets, number)

    async def gets_no_more(
        self, count: Callable[[], int], meanwhile: Callable[[], Awaitable[object]]
    ) -> None:
        """Wait until something goes on without any more of what is counted: what was under way
        has come by then, however far behind this machine is."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                before = count()
                await meanwhile()
                if count() == before:
                    return

    async def _wait_for(self, count: Callable[[], int], number: int) -> None:
        enough = count() + number
        async with asyncio.timeout(PATIENCE_S), self._got:
            await self._got.wait_for(lambda: count() >= enough)

    def _tap(self, transport: Any) -> None:
        """Count what comes in before anything may drop it."""
        arrived = transport._handle_rtp_data

        async def counted(data: bytes, arrival_time_ms: int) -> None:
            self.packets += 1
            self.sound_packets += data[1] & 0x7F == SOUND
            async with self._got:
                self._got.notify_all()
            await arrived(data, arrival_time_ms)

        transport._handle_rtp_data = counted

    async def closes(self) -> None:
        for task in self._tasks:
            task.cancel()
        for connection in self._connections:
            await connection.close()

    def _new(self) -> RTCPeerConnection:
        self._connections.append(RTCPeerConnection())
        return self._connections[-1]

    def _receive(self, track: MediaStreamTrack) -> None:
        self._tasks.append(asyncio.create_task(self._count(track)))

    async def _count(self, track: Any) -> None:
        key = (str(track.id), track.kind)
        while True:
            await track.recv()
            async with self._got:
                self.frames[key] = self.frames.get(key, 0) + 1
                self._got.notify_all()


async def _connected(connection: RTCPeerConnection) -> None:
    done = asyncio.Event()

    @connection.on("connectionstatechange")
    def changed() -> None:
        if connection.connectionState == "connected":
            done.set()

    changed()
    async with asyncio.timeout(PATIENCE_S):
        await done.wait()
