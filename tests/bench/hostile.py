"""How quickly the gateway answers while somebody uploads PDFs that are endless to read.

Two offices send such files one after another, each as soon as the one before is taken in and its
words were asked for, and somebody looks whether the gateway is well, at a steady pace: once alone,
then beside them. Prints a JSON line for each.
"""

import argparse
import asyncio
import re
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from tests.bench._figures import Figure, count_up_to, figure, tell
from tests.hostile import inflating_pdf
from tests.installation import Installation, Visitor, open_installation

_SIDES = re.compile(r"/sides/[0-9a-f-]{36}")
OFFICES = 2
EVERY_S = 0.02
ALONE = 250
PATIENCE_S = 900
GOAL_MS = 100


async def measure(files: int) -> Sequence[Figure]:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        async with (
            AsyncExitStack() as stack,
            open_installation(Path(folder), lasting=True) as installation,
            asyncio.timeout(PATIENCE_S),
        ):
            offices = [await _office(stack, installation, number) for number in range(OFFICES)]
            looking = await stack.enter_async_context(installation.browser())
            alone = [await _look(looking) for _ in range(ALONE)]
            uploads = asyncio.gather(*(_upload(*office, files // OFFICES) for office in offices))
            beside = []
            while not uploads.done():
                beside.append(await _look(looking))
            await uploads
    what = f"/health while {files} hostile PDFs are uploaded"
    return [
        figure("hostile", "/health alone", alone, high=99, goal=None),
        figure("hostile", what, beside, high=99, goal={"p99": GOAL_MS}),
    ]


async def _office(
    stack: AsyncExitStack, installation: Installation, number: int
) -> tuple[Visitor, str]:
    owner = await stack.enter_async_context(installation.browser())
    await owner.sign_up(f"owner-{number}@hostile.test", f"Office {number}")
    return owner, await owner.start_production("The Tempest")


async def _upload(owner: Visitor, production: str, files: int) -> None:
    owner.client.timeout = PATIENCE_S
    for number in range(files):
        answer = await owner.add_role(production, f"Caliban {number}", inflating_pdf())
        assert answer.status_code == 303, answer.text
        newest = _SIDES.findall((await owner.get(production)).text)[-1]
        assert (await owner.get(f"{newest}/text")).status_code == 422, "they have no words"


async def _look(visitor: Visitor) -> float:
    """Ask once, and return how many milliseconds the answer took."""
    await asyncio.sleep(EVERY_S)
    begun = time.perf_counter()
    assert (await visitor.get("/health")).status_code == 200
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=count_up_to(100), default=10)
    tell(measure(parser.parse_args().files))


if __name__ == "__main__":
    main()
