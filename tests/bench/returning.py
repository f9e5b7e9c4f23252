"""How long somebody is away: their network changes, their connections are cut without a word, the
worker that has their room is killed. Prints a JSON line for each.

A host is near, an actor behind a link of a network namespace (root only; else it says so). Somebody
is back when each of the two decodes new pictures of the other, on stage.
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

import redis.asyncio as redis
from playwright.async_api import Page

from shared.bus import node_registry
from tests.bench._figures import Figure, count_up_to, figure, tell
from tests.bench.load.apart import Apart, apart, scratch
from tests.bench.load.namespace import Skipped
from tests.browser.people import flows
from tests.browser.workers import kill_worker_of_stage
from tests.eventually import eventually

WORKERS = 2
MOST_RUNS = 100
PATIENCE_S = 30
PLAYED_OUT_S = 0.4
"""What came before the cut is decoded within this time."""
GOALS = {"network changed": 4000, "connections cut": 4000, "worker killed": 5000}
_RESUMED = """async () => {
  const frames = async () => Object.fromEntries(
    [...(await callboard.receiving.stats())?.values() ?? []]
      .filter((stat) => stat.type === "inbound-rtp" && stat.kind === "video")
      .map((stat) => [stat.ssrc, stat.framesDecoded ?? 0]));
  const before = await frames();
  for (;;) {
    await new Promise((again) => setTimeout(again, 30));
    const more = Object.entries(await frames()).some(([ssrc, n]) => n > (before[ssrc] ?? 0));
    if (more && document.getElementById("room").dataset.where === "stage") return Date.now();
  }
}"""


async def measure(runs: int) -> Sequence[Figure]:
    with scratch() as folder:
        try:
            async with apart(folder, rooms=WORKERS) as opened:
                return [await _measure(opened, what, runs) for what in GOALS]
        except Skipped as error:
            return [{"bench": "returning", "what": what, "skipped": str(error)} for what in GOALS]


async def _measure(opened: Apart, what: str, runs: int) -> Figure:
    ways: dict[str, Callable[[], Awaitable[object]]] = {
        "network changed": opened.namespace.move,
        "connections cut": lambda: opened.namespace.order(cut=True),
        "worker killed": lambda: kill_worker_of_stage(opened.installation),
    }
    away = [await _away(opened, ways[what]) for _ in range(runs)]
    return figure("returning", what, away, goal={"p95": GOALS[what]})


async def _away(opened: Apart, cut: Callable[[], Awaitable[object]]) -> float:
    """Cut somebody off once; return for how many milliseconds the two did not see each other."""
    await _all_workers_are_up(opened)
    pages = (opened.host, opened.actor)
    for page in pages:
        await flows(page, "frames", more=20)
    begun = time.time()
    await cut()
    await asyncio.sleep(PLAYED_OUT_S)
    async with asyncio.timeout(PATIENCE_S):
        back = await asyncio.gather(*map(_resumed, pages))
    return max(back) - 1000 * begun


async def _resumed(page: Page) -> float:
    """Return when a page shows new pictures, in Unix milliseconds."""
    at: float = await page.evaluate(_RESUMED)
    return at


async def _all_workers_are_up(opened: Apart) -> None:
    async with redis.Redis.from_url(opened.installation.plan.config.redis_url) as client:
        await eventually(lambda: node_registry.fresh_nodes(client), lambda up: len(up) == WORKERS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=count_up_to(MOST_RUNS), default=10)
    tell(measure(parser.parse_args().runs))


if __name__ == "__main__":
    main()
