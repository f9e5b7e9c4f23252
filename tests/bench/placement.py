"""Races for rooms: several processes, each with several nodes, claim the same room at the same
moment, ten thousand times; they renew, let go, crash and freeze, and Redis is flushed now and then.
Prints one JSON line: how often two of them held a room at once, by their own view.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from itertools import pairwise
from pathlib import Path
from secrets import token_urlsafe

from redis.asyncio import Redis

from infra.embedded import valkey
from infra.embedded.ports import any_free_port
from infra.embedded.supervisor import Supervisor
from infra.embedded.valkey import Valkey
from tests.bench._figures import Figure, tell
from tests.bench.load.racing import Span

ROOT = Path(__file__).parents[2]
PROCESSES, NODES_EACH = 3, 2
EVERY_S = 0.006
FLUSHES = 4
HEAD_START_S = 3.0


async def measure(races: int) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        server = Valkey(
            folder=Path(folder, "valkey"),
            port=any_free_port(),
            password=token_urlsafe(),
        )
        async with Supervisor(Path(folder, "logs"), print) as supervisor:
            await supervisor.start(valkey.prepare(server))
            flushing = asyncio.create_task(_flush(server.url, races * EVERY_S))
            found = await asyncio.gather(*await _start(server.url, races))
            await flushing
    return [_judged(races, found)]


async def _start(url: str, races: int) -> list[asyncio.Task[dict[str, object]]]:
    begin = time.monotonic() + HEAD_START_S
    words = [url, str(NODES_EACH), str(races), str(begin), str(EVERY_S)]
    return [asyncio.create_task(_race(words)) for _ in range(PROCESSES)]


async def _race(words: list[str]) -> dict[str, object]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.load.racing", *words), cwd=ROOT, stdout=PIPE
    )
    printed, _ = await process.communicate()
    found: dict[str, object] = json.loads(printed)
    return found


async def _flush(url: str, seconds: float) -> None:
    await asyncio.sleep(HEAD_START_S)
    async with Redis.from_url(url) as client:
        for _ in range(FLUSHES):
            await asyncio.sleep(seconds / (FLUSHES + 1))
            await client.flushall()


def _judged(races: int, found: list[dict[str, object]]) -> Figure:
    spans: list[Span] = []
    won = 0
    for part in found:
        won += int(str(part["won"]))
        spans += [tuple(span) for span in part["spans"]]  # type: ignore[attr-defined]
    twice, backwards = overlapping(spans)
    return {
        "bench": "placement", "what": "rooms with two live owners", "races": races,
        "racers": PROCESSES * NODES_EACH, "won": won, "flushes": FLUSHES,
        "twice": twice, "fences_backwards": backwards, "goal": {"twice": 0},
    }  # fmt: skip


def overlapping(spans: list[Span]) -> tuple[int, int]:
    """Count spans that begin before the one before has ended, and fences that are not higher."""
    rooms: dict[str, list[Span]] = {}
    for span in sorted(spans, key=lambda span: span[2]):
        rooms.setdefault(span[0], []).append(span)
    pairs = [pair for held in rooms.values() for pair in pairwise(held)]
    others = [(before, after) for before, after in pairs if before[1] != after[1]]
    twice = sum(after[2] < before[3] for before, after in others)
    return twice, sum(after[1] < before[1] for before, after in others)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--races", type=int, default=10_000)
    tell(measure(parser.parse_args().races))


if __name__ == "__main__":
    main()
