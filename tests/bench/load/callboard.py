"""The measured side of ours: media rooms in a process of their own, led by JSON lines."""

import asyncio
import json
import sys
import tempfile
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any

import uvloop

from services.rooms.media.model import Layer, PeerState, Source
from services.rooms.media.room import MediaRoom
from services.rooms.media.rtp.clock import Kind
from services.rooms.media.transport.options import TransportOptions
from services.rooms.takes.recording.recorder import Recorder
from tests.bench.load.servers import ended, pin

ROOT = Path(__file__).parents[3]
OPTIONS = TransportOptions(addresses=("127.0.0.1",))
LONGEST = 1 << 20


class Callboard:
    """Seen from the load's side. All that is published is recorded if `records`."""

    name = "callboard"

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.pid = process.pid

    @classmethod
    async def start(cls, core: set[int], others: set[int], *, records: bool) -> "Callboard":
        command = (sys.executable, "-m", "tests.bench.load.callboard", "on" if records else "off")
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, stdin=PIPE, stdout=PIPE, limit=LONGEST
        )
        server = cls(process)
        for helper in await server.helpers():
            pin(helper, others)
        pin(process.pid, core)
        return server

    async def publish(self, room: str, who: str, offer: str) -> str:
        return str(await self._do("publish", room, who, offer))

    async def subscribe(self, room: str, who: str, watched: list[str]) -> str:
        return str(await self._do("subscribe", room, who, *watched))

    async def subscribed(self, room: str, who: str, answer: str) -> None:
        await self._do("subscribed", room, who, answer)

    async def helpers(self) -> list[int]:
        """Return the recorder."""
        found: list[int] = await self._do("helpers", "", "")
        return found

    async def stop(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        await ended(self._process)

    async def _do(self, *order: str) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        return json.loads(await self._process.stdout.readline())


class Nobody:
    """Listens to a room, and does nothing about it."""

    def state_changed(self, peer: str, state: PeerState) -> None: ...
    def layers_changed(self, peer: str, sizes: frozenset[Layer]) -> None: ...
    def kinds_changed(self, peer: str, kinds: frozenset[Kind]) -> None: ...
    def speaker_changed(self, peer: str | None) -> None: ...


class Measured:
    """The process itself. Statistics are read every second, as a room does."""

    def __init__(self, recorder: Recorder | None, folder: Path) -> None:
        self._rooms: dict[str, MediaRoom] = {}
        self._recorder = recorder
        self._folder = folder

    async def run(self) -> None:
        reader = asyncio.StreamReader(limit=LONGEST)
        protocol = asyncio.StreamReaderProtocol(reader)
        await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
        looking = asyncio.create_task(self._look())
        while line := await reader.readline():
            print(json.dumps(await self._do(*json.loads(line))), flush=True)
        looking.cancel()

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(1)
            for room in self._rooms.values():
                room.stats()

    async def _do(self, verb: str, room_name: str, who: str, *rest: str) -> object:
        if verb == "helpers":
            return [self._recorder.pid] if self._recorder else []
        room = self._rooms.get(room_name) or self._open(room_name)
        match verb:
            case "publish":
                answer = await room.publish(who, *rest)
                await self._record(room, who)
                return answer
            case "subscribe":
                offer = await room.subscribe(who, len(rest))
                for slot, watched in enumerate(rest):
                    room.show(who, slot, Source(watched))
                return offer
            case "subscribed":
                await room.subscribed(who, *rest)
        return None

    def _open(self, name: str) -> MediaRoom:
        self._rooms[name] = MediaRoom(name, OPTIONS, Nobody())
        return self._rooms[name]

    async def _record(self, room: MediaRoom, who: str) -> None:
        if self._recorder:
            path = self._folder / f"{room.name}-{who}.webm"
            room.record(who, await self._recorder.open(f"{room.name}-{who}", path))


async def _serve(*, records: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        recorder = Recorder() if records else None
        if recorder:
            await recorder.start()
        await Measured(recorder, Path(folder)).run()
        if recorder:
            await recorder.stop()


if __name__ == "__main__":
    uvloop.run(_serve(records=sys.argv[1] == "on"))
