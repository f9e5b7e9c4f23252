"""From opening a room's page to the first picture of the stage, in real Chromium.

A host is on stage with a fake camera (ten pictures a second); a producer joins by link again and
again, each time with an empty cache. Prints one JSON line for the whole way, and one for each
step of it.
"""

import argparse
import asyncio
import re
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from infra.checks.tools import CHROMIUM
from tests.bench._figures import Figure, count_up_to, figure, tell
from tests.browser import people
from tests.browser.conftest import CHROMIUM_FLAGS
from tests.browser.people import somebody
from tests.installation import Installation, open_installation

MOST_JOINS = 100
PATIENCE_S = 30
GOAL = {"p95": 1000}
OWNER, PRODUCER = "olivia@bench.test", "paula@bench.test"
_NOTES = Path(__file__).with_suffix(".js")
_SENDS = """async () => [...(await window.callboard?.publishing.stats())?.values() ?? []]
  .some((stat) => stat.type === "outbound-rtp" && stat.packetsSent > 0)"""
START = "navigation"
# What is reached, from where its time is counted, and in words. ICE runs beside the gathering.
STEPS = [
    ("page", START, "the page's HTML is here"),
    ("scripts", "page", "its scripts have run"),
    ("socket", "scripts", "the WebSocket is open"),
    ("welcome", "socket", "the room says welcome"),
    ("offer", "welcome", "the room offers media"),
    ("described", "offer", "the browser knows its answer"),
    ("ice", "described", "ICE is connected"),
    ("answer", "described", "addresses are gathered and the answer is sent"),
    ("dtls", "answer", "DTLS is connected"),
    ("keyframe", "dtls", "the first keyframe is here"),
    ("picture", "keyframe", "its picture is shown"),
]


async def measure(joins: int) -> Sequence[Figure]:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="callboard-bench-")))
        installation = await stack.enter_async_context(open_installation(folder, lasting=True))
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM.ensure(), args=CHROMIUM_FLAGS, headless=True
        )
        stack.push_async_callback(browser.close)
        host = await stack.enter_async_context(somebody(browser))
        room = await _go_on_stage(host, installation)
        return _figures([await _join(browser, room) for _ in range(joins)])


async def _go_on_stage(host: Page, installation: Installation) -> str:
    """Have a host wait on stage for a producer; return the address that the producer opens."""
    await people.sign_up(host, installation, OWNER, "Bench Casting")
    await people.start_production(host, "The Tempest")
    await people.add_role(host, "Miranda")
    await people.lay_out_session(host, "First round")
    await people.invite_watcher(host, "Paula Rivers", "Producer", PRODUCER)
    await _pay(host)
    await host.get_by_role("button", name="Open the room").click()
    await host.wait_for_url(re.compile(r"/sessions/[0-9a-f-]+/room$"))
    await people.until(host, _SENDS)
    return await installation.link_to(PRODUCER, "join") + "/room"


async def _pay(host: Page) -> None:
    await host.get_by_role("button", name="Open the room").click()
    await host.get_by_role("link", name="Choose a plan").click()
    await people.subscribe(host, people.PAYS)
    await host.wait_for_url(re.compile(r"/productions/[0-9a-f-]+(/subscribed)?$"))
    await expect(host.get_by_text("Active", exact=True)).to_be_visible()
    await host.get_by_role("link", name="First round").click()


async def _join(browser: Browser, room: str) -> dict[str, float]:
    """Join once; return when each step was reached, in ms since the navigation started."""
    async with somebody(browser) as producer:
        await producer.add_init_script(path=_NOTES)
        async with asyncio.timeout(PATIENCE_S):
            await producer.goto(room, wait_until="commit")
            reached: dict[str, float] = await producer.evaluate("() => joined")
        assert (await people.received(producer))["frames"] > 0, "the picture was not decoded"
    return {START: 0.0, **reached}


def _figures(joins: Sequence[dict[str, float]]) -> list[Figure]:
    whole = figure("joining", "link opened to picture", [j["picture"] for j in joins], goal=GOAL)
    # The browser may tell of a step after the picture: then it is not known when it was taken.
    steps = (
        figure("joining", what, [j[step] - j[since] for j in joins if {step, since} <= j.keys()],
               goal=None)
        for step, since, what in STEPS
    )  # fmt: skip
    return [whole, *steps]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--joins", type=count_up_to(MOST_JOINS), default=20)
    tell(measure(parser.parse_args().joins))


if __name__ == "__main__":
    main()
