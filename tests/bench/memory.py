"""What a person costs in memory, and whether joins and leaves leave anything behind.

The measured process has media rooms and nothing else; people of four-person rooms send a voice and
a camera each and watch the other three. Prints JSON lines.
"""

import argparse
import asyncio
import gc
import json
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression

import uvloop

from services.rooms.media.model import Layer, PeerState, Source
from services.rooms.media.room import MediaRoom
from services.rooms.media.rtp.clock import Kind
from services.rooms.media.transport.options import TransportOptions
from tests.bench._figures import count_up_to
from tests.bench.load.receiving import Receiver
from tests.bench.load.sending import Sender
from tests.bench.load.servers import ended

ROOT = Path(__file__).parents[2]
LONGEST = 1 << 20
KIB, MIB = 1024, 1 << 20
OPTIONS = TransportOptions(addresses=("127.0.0.1",))
SEATS = 4
SETTLE_S = 10.0
"""As long as it takes to fill every ring."""
GOAL_MIB, GOAL_SLOPE_KIB = 4, 1


class Nobody:
    """Listens to a room, and does nothing about it."""

    def state_changed(self, peer: str, state: PeerState) -> None: ...
    def layers_changed(self, peer: str, sizes: frozenset[Layer]) -> None: ...
    def kinds_changed(self, peer: str, kinds: frozenset[Kind]) -> None: ...
    def speaker_changed(self, peer: str | None) -> None: ...


class Measured:
    """The measured process, led by JSON lines."""

    def __init__(self) -> None:
        self._rooms: dict[str, MediaRoom] = {}

    async def run(self) -> None:
        reader = asyncio.StreamReader(limit=LONGEST)
        protocol = asyncio.StreamReaderProtocol(reader)
        await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
        while line := await reader.readline():
            print(json.dumps(await self._do(*json.loads(line))), flush=True)

    async def _do(self, verb: str, name: str, who: str, *rest: str) -> object:
        if verb == "memory":
            return _memory()
        room = self._rooms.get(name) or self._open(name)
        match verb:
            case "publish":
                return await room.publish(who, *rest)
            case "subscribe":
                offer = await room.subscribe(who, len(rest))
                for slot, watched in enumerate(rest):
                    room.show(who, slot, Source(watched))
                return offer
            case "subscribed":
                await room.subscribed(who, *rest)
            case "close":
                await self._rooms.pop(name).close()
        return None

    def _open(self, name: str) -> MediaRoom:
        self._rooms[name] = MediaRoom(name, OPTIONS, Nobody())
        return self._rooms[name]


def _memory() -> dict[str, int]:
    """Resident bytes, and objects that the collector looks after, once it has looked."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {"bytes": pages * os.sysconf("SC_PAGE_SIZE"), "objects": len(gc.get_objects())}


@dataclass
class Server:
    """The same, seen from the load's side."""

    process: asyncio.subprocess.Process

    async def do(self, *order: str) -> str:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        return str(json.loads(await self.process.stdout.readline()))

    async def memory(self) -> dict[str, int]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(b'["memory", "", ""]\n')
        found: dict[str, int] = json.loads(await self.process.stdout.readline())
        return found


@dataclass
class Full:
    """A room with four people in it."""

    server: Server
    name: str
    senders: list[Sender] = field(default_factory=list)
    receivers: list[Receiver] = field(default_factory=list)

    async def fill(self) -> None:
        names = [f"person-{number}" for number in range(SEATS)]
        for name in names:
            self.senders.append(Sender())
            offer = self.senders[-1].offer()
            answer = await self.server.do("publish", self.name, name, offer)
            await self.senders[-1].connect(answer)
        for name in names:
            self.receivers.append(Receiver())
            watched = [other for other in names if other != name]
            offer = await self.server.do("subscribe", self.name, name, *watched)
            answer = self.receivers[-1].answer(offer)
            await self.server.do("subscribed", self.name, name, answer)
            await self.receivers[-1].connect(offer)

    def start(self) -> None:
        for sender in self.senders:
            sender.start(sound=True)

    async def empty(self) -> None:
        await self.server.do("close", self.name, "")
        ends: list[Sender | Receiver] = [*self.senders, *self.receivers]
        await asyncio.gather(*(end.close() for end in ends))


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    command = (sys.executable, "-m", "tests.bench.memory", "--serve")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdin=PIPE, stdout=PIPE, limit=LONGEST
    )
    try:
        yield Server(process)
    finally:
        await ended(process)


async def a_person(people: int) -> dict[str, object]:
    """Memory for each of so many people, their rings full."""
    async with serving() as server:
        first = Full(server, "first")
        await first.fill()  # what is loaded once
        before = await server.memory()
        rooms = [Full(server, f"room-{number}") for number in range(people // SEATS)]
        for room in rooms:
            await room.fill()
        for room in rooms:
            room.start()
        await asyncio.sleep(SETTLE_S)
        after = await server.memory()
        for room in (*rooms, first):
            await room.empty()
    there = SEATS * len(rooms)
    each = (after["bytes"] - before["bytes"]) / there / MIB
    return {
        "bench": "memory", "what": "a person in a four-person room", "unit": "MiB",
        "each": round(each, 2), "n": there, "goal": {"each": GOAL_MIB},
    }  # fmt: skip


async def slope(joins: int) -> dict[str, object]:
    """How memory grows with people who come and go."""
    async with serving() as server:
        warm, measured = max(1, joins // 10), joins
        seen: list[tuple[int, dict[str, int]]] = []
        for number in range((warm + measured) // SEATS):
            room = Full(server, f"room-{number}")
            await room.fill()
            room.start()
            await room.empty()
            if SEATS * number >= warm:
                seen.append((SEATS * number, await server.memory()))
    at = [float(place) for place, _ in seen]
    grown, _ = linear_regression(at, [m["bytes"] / KIB for _, m in seen])
    objects, _ = linear_regression(at, [float(m["objects"]) for _, m in seen])
    return {
        "bench": "memory", "what": "joins and leaves", "unit": "KiB a join",
        "slope": round(grown, 2), "objects_a_join": round(objects, 3), "n": measured,
        "goal": {"slope": GOAL_SLOPE_KIB},
    }  # fmt: skip


async def measure(people: int, joins: int) -> None:
    for figure in (await a_person(people), await slope(joins)):
        print(json.dumps(figure), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", action="store_true", help="be the measured process")
    parser.add_argument("--people", type=count_up_to(400), default=52)
    parser.add_argument("--joins", type=count_up_to(100_000), default=1000)
    arguments = parser.parse_args()
    if arguments.serve:
        uvloop.run(Measured().run())
    else:
        uvloop.run(measure(arguments.people, arguments.joins))


if __name__ == "__main__":
    main()
