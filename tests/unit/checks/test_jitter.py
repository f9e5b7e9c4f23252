"""Steps that are held back: late, in their own order, and the same again by their seed."""

import asyncio
import subprocess
import sys
from pathlib import Path

from tests.jitter.chance import LONGEST_S, ONE_IN, Chance

ROOT = Path(__file__).parents[3]
_TALK = """
import asyncio, subprocess, sys, uvloop

async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line)
    writer.close()

async def main():
    async with await asyncio.start_server(echo, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in range(500):
            writer.write(b"%d\\n" % number)
        said = [int(await reader.readline()) for _ in range(500)]
        writer.close()
    print(said == list(range(500)), type(asyncio.get_running_loop()).__name__)

uvloop.run(main())
print(subprocess.run(
    [sys.executable, "-c", "import sys; print('tests.jitter.loops' in sys.modules)"],
    env={"PATH": "/nowhere"}, capture_output=True, text=True,
).stdout.strip())
"""


def drawn(seed: str, part: str = "") -> list[float]:
    chance = Chance()
    chance.begin(seed)
    chance.begin_part(part)
    return [chance.pause_s() for _ in range(2000)]


def test_a_seed_draws_the_same_and_another_part_draws_others() -> None:
    assert drawn("7", "a") == drawn("7", "a")
    assert drawn("7", "a") != drawn("7", "b")
    assert drawn("7", "a") != drawn("8", "a")


def test_one_in_so_many_is_held_back_and_not_for_long() -> None:
    pauses = [pause for pause in drawn("7") if pause]
    assert len(pauses) * ONE_IN / 2000 < 2
    assert len(pauses) * ONE_IN / 2000 > 0.5
    assert max(pauses) <= LONGEST_S


def test_a_process_of_ours_is_held_back_and_its_children_and_what_is_said_keeps_its_order() -> None:
    path = f"{ROOT / 'tests' / 'jitter'}:{ROOT}"
    done = subprocess.run(
        [sys.executable, "-c", _TALK],
        env={"JITTER_SEED": "7", "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True", "_UnixSelectorEventLoop", "True"]


async def test_nothing_is_held_back_otherwise() -> None:
    assert asyncio.get_running_loop().call_soon.__module__ == "asyncio.base_events"
