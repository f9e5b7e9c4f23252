"""Pages of a full office in Chromium: what they weigh, how long they are, and how soon they answer.

Of each page HTML, CSS and JS are weighed as gzip packs them; `sent` is what the gateway sends: it
packs files, and leaves pages to a proxy. Screens of 1280 x 800 are counted, and how often Tab is
pressed until the page's first control has the focus. Interactions are measured to the next paint,
with a processor that is slowed down four times. Prints one JSON line for each.
"""

import asyncio
import gzip
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from playwright.async_api import Browser, Page, Response, async_playwright

from infra.checks.tools import CHROMIUM
from tests.bench._figures import Figure, figure, tell
from tests.bench.load import full_office
from tests.bench.load.bare import NOWHERE
from tests.bench.load.full_office import FullOffice
from tests.bench.load.touching import at_a_desk, interactions, tab_stops
from tests.browser.conftest import CHROMIUM_FLAGS
from tests.installation import open_installation

PARTS = {"document": "html", "stylesheet": "css", "script": "js"}
WEIGHT = {"bytes": 150_000, "screens": 3, "tab_stops": 60}
PAINT = {"p95": 100}
LEVEL = 6
"""Of gzip, as proxies pack."""


async def measure() -> Sequence[Figure]:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="callboard-bench-")))
        installation = await stack.enter_async_context(open_installation(folder))
        office = await full_office.furnish(installation)
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM.ensure(), args=CHROMIUM_FLAGS, headless=True
        )
        stack.push_async_callback(browser.close)
        return await _figures(browser, installation.url, office)


async def _figures(browser: Browser, url: str, office: FullOffice) -> list[Figure]:
    cookie = {"name": NOWHERE.cookie("session"), "value": office.session_cookie, "url": url}
    weights, paints, taken = [], [], []
    for what, path in office.pages.items():
        async with at_a_desk(browser, cookie) as page:  # with an empty cache
            weights.append(await _weigh(page, what, url + path))
            found = await interactions(page, url + path)
            paints.append(figure("pages", f"{what}: to the next paint", found, goal=PAINT))
            taken += found
    return [*weights, *paints, figure("pages", "all: to the next paint", taken, goal=PAINT)]


async def _weigh(page: Page, what: str, url: str) -> Figure:
    """Open a page with an empty cache; return what it weighs and how long it is."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    await page.goto(url, wait_until="networkidle")
    page.remove_listener("response", note)
    parts, sent = dict.fromkeys(PARTS.values(), 0), 0
    for answer in answers:
        if part := PARTS.get(answer.request.resource_type):
            parts[part] += len(await asyncio.to_thread(gzip.compress, await answer.body(), LEVEL))
            sent += (await answer.request.sizes())["responseBodySize"]
    screens = await page.evaluate("document.documentElement.scrollHeight / innerHeight")
    return {
        "bench": "pages",
        "what": what,
        "bytes": sum(parts.values()),
        **parts,
        "sent": sent,
        "screens": round(screens, 1),
        "tab_stops": await tab_stops(page, url),
        "goal": WEIGHT,
    }


def main() -> None:
    tell(measure())


if __name__ == "__main__":
    main()
