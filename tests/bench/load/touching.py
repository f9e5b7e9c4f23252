"""Somebody at a page: what they press, click and type, and how soon the browser shows it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from playwright.async_api import Browser, ElementHandle, Page

from tests.browser.people import somebody

SLOWER = 4
SHORTEST_MS = 16
"""The Event Timing API tells of no event that took less."""
TYPED = "ana"
MOST_OF_A_KIND, MOST_TABS = 6, 400
KINDS = (
    'main a[href^="#"], main [popovertarget]',
    "main summary",
    'main input[type="checkbox"]',
    'main input[type="search"], main input[name="q"]',
)
_NOTE = f"""
window.noted = {{}};
new PerformanceObserver((list) => {{
  for (const entry of list.getEntries()) {{
    if (!entry.interactionId) continue;
    const known = window.noted[entry.interactionId] ?? 0;
    window.noted[entry.interactionId] = Math.max(known, entry.duration);
  }}
}}).observe({{ type: "event", durationThreshold: {SHORTEST_MS}, buffered: true }});
"""
# Two frames, and a task after them: what was observed until then has been told.
_PAINTED = """() => new Promise((done) => requestAnimationFrame(() =>
  requestAnimationFrame(() => setTimeout(done, 50))))"""
_NOTED = """() => [Object.values(window.noted), performance.interactionCount]"""
_IS_ACTION = """() => document.activeElement.matches(
  ".topbar > :is(a, button), main :is(button, summary, input, select, textarea, a)")"""


@asynccontextmanager
async def at_a_desk(browser: Browser, cookie: dict[str, str]) -> AsyncIterator[Page]:
    """Open a window of 1280 x 800 of somebody who is signed in."""
    async with somebody(browser, viewport={"width": 1280, "height": 800}) as page:
        await page.context.add_cookies([cookie])  # type: ignore[list-item]
        await page.add_init_script(_NOTE)
        yield page


async def interactions(page: Page, url: str) -> list[float]:
    """Use a page as somebody does on a slow machine; return how long each interaction took, in ms,
    to the next paint. Those under `SHORTEST_MS` count as that."""
    client = await page.context.new_cdp_session(page)
    await client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    taken: list[float] = []
    for kind in KINDS:
        for number in range(MOST_OF_A_KIND):
            if not (found := await _with(page, url, kind, number)):
                break
            taken += found
    taken += await _with_palette(page, url)
    await client.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return taken


async def _with(page: Page, url: str, kind: str, number: int) -> list[float]:
    """Click the numbered thing of its kind that is in sight, and type where that can be done; there
    may be no such thing."""
    await page.goto(url, wait_until="networkidle")
    found = await _in_sight(page, kind)
    if number >= len(found):
        return []
    await found[number].scroll_into_view_if_needed()
    await found[number].click()
    if await found[number].evaluate("thing => thing.matches('input:not([type=checkbox])')"):
        await page.keyboard.type(TYPED, delay=150)
    return await _noted(page)


async def _with_palette(page: Page, url: str) -> list[float]:
    await page.goto(url, wait_until="networkidle")
    await page.keyboard.press("Control+k")
    await page.keyboard.type(TYPED, delay=150)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Escape")
    return await _noted(page)


async def _in_sight(page: Page, kind: str) -> Sequence[ElementHandle]:
    return [each for each in await page.query_selector_all(kind) if await each.is_visible()]


async def _noted(page: Page) -> list[float]:
    await page.evaluate(_PAINTED)
    long, count = await page.evaluate(_NOTED)
    return [*long, *[float(SHORTEST_MS)] * (count - len(long))]


async def tab_stops(page: Page, url: str) -> int:
    """Count how often Tab is pressed until the page's first control has the focus."""
    await page.goto(url, wait_until="load")
    for number in range(1, MOST_TABS):
        await page.keyboard.press("Tab")
        if await page.evaluate(_IS_ACTION):
            return number
    return MOST_TABS
