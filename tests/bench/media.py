"""What forwarding costs, here and in Janus, under one load: prints JSON lines.

The server has one core, the load the others. Runs alternate between the two servers, so that what
else the machine does meets both. Ours has its retransmission ring, reads its statistics every
second and records everybody who sends; Janus does not record.
"""

import argparse
import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median

import uvloop

from tests.bench.load.callboard import Callboard
from tests.bench.load.janus import Janus, NoJanus
from tests.bench.load.running import Found, Load, Shape, percentile
from tests.bench.load.servers import Server, cores

SHAPES = {
    "1 -> 10": (1, Shape(1, 10)),
    "4 x (1 -> 8)": (4, Shape(1, 8)),
    "12 x (1 -> 10)": (12, Shape(1, 10)),
    "1 -> 10, pictures alone": (1, Shape(1, 10, sound=False)),
    "4 x (1 -> 8), pictures alone": (4, Shape(1, 8, sound=False)),
}
WARM_S = 2.0
CPU_GOAL, LOSS_GOAL = 0.5, 0.001
PACKETS_GOAL, ROOMS_GOAL = 45_000, 16
WIDE, FOUR = Shape(1, 10), Shape(4, 0)
Line = dict[str, object]


@asynccontextmanager
async def server(name: str, *, records: bool = True) -> AsyncIterator[Server]:
    """Start a server on its core. Raises NoJanus."""
    core, others = cores()
    opened: Server
    if name == "janus":
        opened = await Janus.start(core)
    else:
        opened = await Callboard.start(core, others, records=records)
    try:
        yield opened
    finally:
        await opened.stop()


async def once(name: str, shape: str, seconds: float) -> Found:
    """Run one load against one server, freshly started."""
    rooms, of = SHAPES[shape]
    async with server(name) as opened:
        load = Load(opened)
        try:
            await load.add(rooms, of)
            await asyncio.sleep(WARM_S)
            return await load.measure(seconds)
        finally:
            await load.close()


async def compare(shape: str, runs: int, seconds: float) -> AsyncIterator[Line]:
    """Measure both servers in turns; the last line sums up."""
    found: dict[str, list[Found]] = {"callboard": [], "janus": []}
    for run in range(runs):
        for name, kept in found.items():
            try:
                kept.append(await once(name, shape, seconds))
            except NoJanus as error:
                yield {"bench": "media", "what": shape, "skipped": str(error)}
                continue
            yield _line(name, shape, run, kept[-1])
    if found["janus"]:
        yield _summary(shape, found["callboard"], found["janus"])


def _line(name: str, shape: str, run: int, found: Found) -> Line:
    return {
        "bench": "media", "what": shape, "server": name, "run": run + 1,
        "cpu_us_per_packet": round(found.cpu_us, 1),
        "transit_ms": {f"p{p}": round(percentile(found.transits_ms, p), 2) for p in (50, 95, 99)},
        "packets_per_s": round(found.packets_per_s),
        "lost": round(found.lost, 5),
        "cores": round(found.cpu_s / found.seconds, 3),
        "recorder_cores": round(found.helpers_s / found.seconds, 3),
        "load_cores": round(found.load_s / found.seconds, 3),
        "ciphers": found.ciphers,
    }  # fmt: skip


def _summary(shape: str, ours: list[Found], theirs: list[Found]) -> Line:
    cpu = [median(f.cpu_us for f in side) for side in (ours, theirs)]
    late = [median(percentile(f.transits_ms, 99) for f in side) for side in (ours, theirs)]
    return {
        "bench": "media", "what": shape, "cpu_ratio": round(cpu[0] / cpu[1], 3),
        "goal": {"cpu_ratio": CPU_GOAL, "transit_ratio": 1.0},
        "transit_ratio": round(late[0] / late[1], 3),
    }  # fmt: skip


async def saturate(what: str, shape: Shape, step: int, seconds: float) -> AsyncIterator[Line]:
    """Open more and more rooms at one worker, until it loses more than it may."""
    async with server("callboard", records=False) as opened:
        load, rooms, best = Load(opened), 0, (0, 0)
        try:
            while True:
                await load.add(step, shape)
                rooms += step
                await asyncio.sleep(WARM_S)
                found = await load.measure(seconds)
                yield _line("callboard", f"{what}: {rooms} rooms", 0, found)
                if found.lost >= LOSS_GOAL or rooms >= 64:
                    break
                best = rooms, round(found.packets_per_s)
        finally:
            await load.close()
    goal = {"packets_per_s": PACKETS_GOAL} if shape is WIDE else {"rooms": ROOMS_GOAL}
    yield {"bench": "media", "what": what, "rooms": best[0], "packets_per_s": best[1], "goal": goal}


async def measure(arguments: argparse.Namespace) -> None:
    os.sched_setaffinity(0, cores()[1])
    wanted = [compare(shape, arguments.runs, arguments.seconds) for shape in SHAPES]
    if not arguments.no_saturation:
        wanted.append(saturate("saturation", WIDE, 3, arguments.seconds / 2))
        wanted.append(saturate("four-person rooms", FOUR, 2, arguments.seconds / 2))
    for lines in wanted:
        async for line in lines:
            print(json.dumps(line), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2, help="of each server and shape")
    parser.add_argument("--seconds", type=float, default=8.0, help="measured in each run")
    parser.add_argument("--no-saturation", action="store_true")
    uvloop.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
