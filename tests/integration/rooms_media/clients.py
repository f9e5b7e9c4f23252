"""Browsers' two connections, played by aiortc. Loss is made here, at the client's end."""

import asyncio
import math
from array import array
from collections.abc import Callable
from fractions import Fraction

import av
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import AudioStreamTrack, VideoStreamTrack

from services.rooms.media.room import MediaRoom

RATE, SAMPLES, BLIP = 48_000, 960, 5
"""Sound: samples a second, samples a frame; a blip lasts so many frames of 20 ms."""
FPS = 30


class Clapper:
    """Bright for a tenth of a second in each second, and it beeps while it is bright."""

    def __init__(self, shade: int = 40) -> None:
        self.tracks: tuple[MediaStreamTrack, ...] = (_Beep(), _Flash(shade))


class _Flash(VideoStreamTrack):
    def __init__(self, shade: int) -> None:
        super().__init__()
        self._shade = shade

    async def recv(self) -> av.VideoFrame:
        pts, time_base = await self.next_timestamp()
        bright = (pts / 90_000) % 1 < 0.1
        frame = av.VideoFrame(160, 120, "yuv420p")
        for plane, value in zip(
            frame.planes, (235 if bright else self._shade, 128, 128), strict=True
        ):
            plane.update(bytes([value]) * plane.buffer_size)
        frame.pts, frame.time_base = pts, time_base
        return frame


class _Beep(AudioStreamTrack):
    _at = 0

    async def recv(self) -> av.AudioFrame:
        await super().recv()
        frame = av.AudioFrame("s16", "mono", SAMPLES)
        loud = 8000 if self._at % RATE < BLIP * SAMPLES else 0
        wave = (int(loud * math.sin((self._at + n) * 0.1)) for n in range(SAMPLES))
        frame.planes[0].update(array("h", wave).tobytes())
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), self._at
        self._at += SAMPLES
        return frame


class Client:
    """One peer of a room. `close` ends what it opened."""

    def __init__(self, room: MediaRoom, name: str) -> None:
        self.room, self.name = room, name
        self.tracks: dict[str, MediaStreamTrack] = {}
        """What it receives, by `slot-<n>-<kind>`."""
        self.publishing: RTCPeerConnection | None = None
        self.downstream: RTCPeerConnection | None = None
        self._open: list[RTCPeerConnection] = []

    async def publish(self, clapper: Clapper) -> None:
        """Send on a new connection, as after a reload."""
        self.publishing = self._connection()
        for track in clapper.tracks:
            self.publishing.addTransceiver(track, "sendonly")
        await self.publishing.setLocalDescription()
        offer = self.publishing.localDescription.sdp
        answer = await self.room.publish(self.name, offer)
        await self.publishing.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def subscribe(self, slots: int) -> None:
        """Receive on a new connection."""
        self.downstream = self._connection()
        self.downstream.on("track", lambda track: self.tracks.update({track.id: track}))
        offer = await self.room.subscribe(self.name, slots)
        await self.downstream.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        await self.downstream.setLocalDescription()
        await self.room.subscribed(self.name, self.downstream.localDescription.sdp)

    async def picture(self, slot: int, wanted: Callable[[int], bool] = lambda _: True) -> int:
        """The brightness of the next picture in a slot that is as wanted."""
        while True:
            frame = await asyncio.wait_for(self.tracks[f"slot-{slot}-video"].recv(), 20)
            assert isinstance(frame, av.VideoFrame)
            brightness = bytes(frame.planes[0])[80]
            if wanted(brightness):
                return brightness

    async def sound(self, slot: int, wanted: Callable[[int], bool] = lambda _: True) -> int:
        """The loudness of the next sound in a slot that is as wanted."""
        while True:
            frame = await asyncio.wait_for(self.tracks[f"slot-{slot}-audio"].recv(), 20)
            assert isinstance(frame, av.AudioFrame)
            loudness = max(array("h", bytes(frame.planes[0])[: 2 * frame.samples]))
            if wanted(loudness):
                return loudness

    def vanish(self) -> None:
        """Lose the network: nothing is sent or heard any more."""
        for connection in self._open:
            for transceiver in connection.getTransceivers():
                ice = transceiver.receiver.transport.transport._connection
                for protocol in ice._protocols:
                    protocol.transport.abort()

    async def close(self) -> None:
        await asyncio.gather(*(connection.close() for connection in self._open))

    def _connection(self) -> RTCPeerConnection:
        configuration = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        self._open.append(RTCPeerConnection(configuration))
        return self._open[-1]


class Loss:
    """Drops each `nth` RTP packet that a connection sends (with `incoming`: gets) once it is
    connected. Its repetitions pass."""

    def __init__(self, connection: RTCPeerConnection, nth: int, *, incoming: bool) -> None:
        self.dropped = 0
        self._nth, self._seen = nth, 0
        transport = connection.getTransceivers()[0].receiver.transport
        name = "_handle_rtp_data" if incoming else "_send_rtp"
        self._pass = getattr(transport, name)
        setattr(transport, name, self._incoming if incoming else self._outgoing)

    async def _outgoing(self, data: bytes) -> None:
        if not self._drops(data):
            await self._pass(data)

    async def _incoming(self, data: bytes, arrival_time_ms: int) -> None:
        if not self._drops(data):
            await self._pass(data, arrival_time_ms=arrival_time_ms)

    def _drops(self, data: bytes) -> bool:
        if 191 < data[1] < 224:
            return False
        self._seen += 1
        drops = self._seen % self._nth == 0
        self.dropped += drops
        return drops
