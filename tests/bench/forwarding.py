"""CPU a forwarded packet costs: one publisher, several viewers, loopback. Prints one JSON line.

The server runs in a process of its own, so only its time counts; the load is VP8 at 1.5 Mbit/s
(30 frames a second, 5.3 packets a frame), made once and sent again and again.
"""

import argparse
import asyncio
import json
import os
import struct
import sys
import time
from asyncio.subprocess import PIPE
from pathlib import Path

import uvloop
from aioice.ice import StunProtocol
from aiortc import RTCBundlePolicy, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import VideoStreamTrack

from services.rooms.media import MediaRoom, TransportOptions

ROOT = Path(__file__).parents[2]
PAYLOAD = 1180
FRAME = (6, 5, 5)
"""Packets of one frame and the next, 5.3 on average."""
OPTIONS = TransportOptions(addresses=("127.0.0.1",))


class Serving:
    """The measured process: media rooms, led by JSON lines."""

    def __init__(self) -> None:
        self._rooms: dict[str, MediaRoom] = {}

    async def do(self, order: list[str]) -> object:
        verb, name, *rest = order
        if verb == "cpu":
            sent = [
                peer.viewing.packets
                for room in self._rooms.values()
                for peer in room.stats().values()
                if peer.viewing is not None
            ]
            return {"cpu_s": time.process_time(), "packets": sum(sent)}
        room = self._rooms.get(name)
        if room is None:
            room = self._rooms[name] = MediaRoom(name, OPTIONS, lambda _peer, _state: None)
        if verb == "publish":
            return await room.publish(*rest)
        if verb == "subscribe":
            return await room.subscribe(rest[0], 1)
        await room.subscribed(*rest)
        room.show(rest[0], 0, "publisher")
        return None

    async def run(self) -> None:
        reader = asyncio.StreamReader(limit=1 << 20)
        protocol = asyncio.StreamReaderProtocol(reader)
        await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
        while line := await reader.readline():
            print(json.dumps(await self.do(json.loads(line))), flush=True)


class Server:
    """The same, seen from the load's side."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> "Server":
        command = (sys.executable, "-m", "tests.bench.forwarding", "--serve")
        limit = 1 << 20
        return cls(
            await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, stdin=PIPE, stdout=PIPE, limit=limit
            )
        )

    async def do(self, *order: str) -> object:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        return json.loads(await self._process.stdout.readline())

    async def spent(self) -> dict[str, float]:
        """CPU seconds of the process until now, and packets it forwarded."""
        spent = await self.do("cpu", "")
        assert isinstance(spent, dict)
        return spent

    async def stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


class Load:
    """A publisher and its viewers, as cheap as they can be: what arrives is only counted."""

    def __init__(self, server: Server, room: str) -> None:
        self._server, self._room = server, room
        self._peers: list[RTCPeerConnection] = []
        self._number = 0
        self.sent = 0

    async def connect(self, viewers: int) -> None:
        publisher = self._peer()
        publisher.addTrack(Silent())
        await publisher.setLocalDescription()
        offer = publisher.localDescription.sdp
        answer = await self._server.do("publish", self._room, "publisher", offer)
        await publisher.setRemoteDescription(RTCSessionDescription(str(answer), "answer"))
        for number in range(viewers):
            viewer, name = self._peer(), f"viewer-{number}"
            offer = str(await self._server.do("subscribe", self._room, name))
            await viewer.setRemoteDescription(RTCSessionDescription(offer, "offer"))
            await viewer.setLocalDescription()
            answer = viewer.localDescription.sdp
            await self._server.do("subscribed", self._room, name, answer)
        await asyncio.gather(*(_connected(peer) for peer in self._peers))

    def send_frame(self, at: int) -> None:
        """One frame, in one burst; every hundredth is a keyframe."""
        sender = self._peers[0].getSenders()[0]
        transport = sender.transport
        count = FRAME[at % len(FRAME)]
        for part in range(count):
            descriptor = b"\x90\x80" if part == 0 else b"\x80\x80"
            payload = descriptor + struct.pack("!H", 0x8000 | at & 0x7FFF)
            payload += bytes([0 if at % 100 == 0 else 1]) + bytes(PAYLOAD - len(payload) - 1)
            marker = 0x80 if part == count - 1 else 0
            type_and_ssrc = marker | 97, self._number & 0xFFFF, at * 3000, sender._ssrc
            packet = struct.pack("!BBHII", 0x80, *type_and_ssrc) + payload
            pair = transport.transport._connection._nominated[1]
            pair.protocol.transport.sendto(transport._tx_srtp.protect(packet), pair.remote_addr)
            self._number += 1
            self.sent += 1

    async def close(self) -> None:
        await asyncio.gather(*(peer.close() for peer in self._peers))

    def _peer(self) -> RTCPeerConnection:
        configuration = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        self._peers.append(RTCPeerConnection(configuration))
        return self._peers[-1]


class Silent(VideoStreamTrack):
    """A camera without pictures: the load makes the packets itself."""

    async def recv(self) -> None:  # type: ignore[override]
        await asyncio.Event().wait()


async def _connected(peer: RTCPeerConnection) -> None:
    changed = asyncio.Event()
    peer.on("connectionstatechange", changed.set)
    while peer.connectionState != "connected":
        await changed.wait()
        changed.clear()


def count_media() -> list[int]:
    """Let clients count media packets instead of decrypting them."""
    counted = [0]
    received = StunProtocol.datagram_received

    def datagram_received(self: StunProtocol, data: bytes, addr: tuple[str, int]) -> None:
        if 127 < data[0] < 192:
            counted[0] += not 191 < data[1] < 224  # RTCP is not what was sent
        else:
            received(self, data, addr)

    StunProtocol.datagram_received = datagram_received  # type: ignore[method-assign,assignment]
    return counted


async def measure(rooms: int, viewers: int, seconds: float) -> dict[str, object]:
    """Forward for a while, and tell what it cost."""
    counted = count_media()
    server = await Server.start()
    loads = [Load(server, f"room-{number}") for number in range(rooms)]
    for load in loads:
        await load.connect(viewers)
    frame = 0

    async def send(until: float) -> None:
        nonlocal frame
        while time.monotonic() < until:
            next_frame = time.monotonic() + 1 / 30
            for load in loads:
                load.send_frame(frame)
            frame += 1
            await asyncio.sleep(max(0.0, next_frame - time.monotonic()))

    await send(time.monotonic() + 2)
    before = await server.spent()
    sent, arrived, began = sum(load.sent for load in loads), counted[0], time.monotonic()
    await send(began + seconds)
    wall = time.monotonic() - began
    after = await server.spent()
    sent = sum(load.sent for load in loads) - sent
    await asyncio.sleep(0.2)
    arrived = counted[0] - arrived
    await asyncio.gather(*(load.close() for load in loads))
    await server.stop()
    forwarded, cpu = after["packets"] - before["packets"], after["cpu_s"] - before["cpu_s"]
    return {
        "bench": "forwarding",
        "rooms": rooms,
        "viewers": viewers,
        "cpu_us_per_packet": round(1e6 * cpu / forwarded, 2),
        "packets_per_s": round(forwarded / wall),
        "cores": round(cpu / wall, 3),
        "lost": round(1 - arrived / (sent * viewers), 5),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", action="store_true", help="be the measured process")
    parser.add_argument("--rooms", type=int, default=1)
    parser.add_argument("--viewers", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=8.0)
    arguments = parser.parse_args()
    if arguments.serve:
        uvloop.run(Serving().run())
        return
    result = uvloop.run(measure(arguments.rooms, arguments.viewers, arguments.seconds))
    print(json.dumps({**result, "cores_of_machine": os.cpu_count()}))


if __name__ == "__main__":
    main()
