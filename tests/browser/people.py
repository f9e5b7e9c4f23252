"""The people of the story, each in a browser of their own."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page, Route, expect

from tests.browser.axe import check_accessible
from tests.installation import Installation

GATEWAY = Path(__file__).parents[2] / "services" / "gateway"
SIDES, SOURCES = GATEWAY / "demo" / "sides.pdf", GATEWAY / "ui" / "js"
PAYS, DECLINES = "4242 4242 4242 4242", "4000 0000 0000 0002"
PATIENCE_MS = 20_000

# Adds up what a page's receiving connections have decoded and heard so far.
_RECEIVED = """async (which) => {
  const found = { frames: 0, energy: 0, packets: 0 };
  const receiving = which === "back" ? callboard.back.receiving : callboard.receiving;
  for (const stat of (await receiving.stats())?.values() ?? []) {
    if (stat.type !== "inbound-rtp") continue;
    found.packets += stat.packetsReceived ?? 0;
    if (stat.kind === "video") found.frames += stat.framesDecoded ?? 0;
    if (stat.kind === "audio") found.energy += stat.totalAudioEnergy ?? 0;
  }
  return found;
}"""
# The pages' CSP forbids Playwright's own polling, which evaluates strings.
_UNTIL = """async (given) => {
  while (!(await holds(given))) await new Promise((again) => setTimeout(again, 50));
}"""


class Shown(Protocol):
    """A page that somebody has before them, in whichever browser."""

    async def evaluate(self, expression: str, arg: Any = None) -> Any: ...


@asynccontextmanager
async def somebody(chromium: Browser, **how: Any) -> AsyncIterator[Page]:
    """Open a browser of one person's own; an error on a page's console fails the test."""
    context = await chromium.new_context(**how)
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    await context.close()
    assert not errors, errors


async def offer_sources(page: Page) -> None:
    """Let the page import the modules that its scripts are made of, from /sources/."""
    served = "/sources/"

    async def answer(route: Route) -> None:
        name = urlsplit(route.request.url).path.removeprefix(served)
        await route.fulfill(path=SOURCES / name, content_type="text/javascript")

    await page.route(f"**{served}**", answer)


async def received(page: Shown, which: str = "stage") -> dict[str, float]:
    """Return frames decoded, audio energy and packets that a page has received so far."""
    await until(page, "() => window.callboard")
    found: dict[str, float] = await page.evaluate(_RECEIVED, which)
    return found


async def until(page: Shown, holds: str, given: object = None) -> None:
    """Wait in the page until a function of its own holds."""
    script = _UNTIL.replace("holds(", f"({holds})(")
    async with asyncio.timeout(PATIENCE_MS / 1000):
        await page.evaluate(script, given)


async def flows(page: Shown, kind: str, which: str = "stage", more: float = 0) -> None:
    """Wait until more of a kind (`frames`, `energy`) has come in than there was."""
    before = (await received(page, which))[kind]
    holds = f"async ([which, kind, from]) => (await ({_RECEIVED})(which))[kind] > from"
    await until(page, holds, [which, kind, before + more])


async def sign_up(page: Page, installation: Installation, email: str, agency: str) -> None:
    await page.goto(installation.url)
    await check_accessible(page)
    await page.get_by_role("link", name="Sign in, or start").click()
    await page.get_by_label("Your email address").fill(email)
    await check_accessible(page)
    await page.get_by_role("button", name="Send me a link").click()
    await expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    await page.goto(await installation.link_to(email, "sign-in"))
    await check_accessible(page)
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_label("Agency or casting office").fill(agency)
    await page.get_by_label("Your own name").fill("Olivia Owner")
    await check_accessible(page)
    await page.get_by_role("button", name="Begin").click()
    await expect(page.get_by_role("heading", name="First steps")).to_be_visible()
    await check_accessible(page)
    await page.get_by_role("link", name="Start a production").click()
    await expect(page.get_by_role("heading", name="Productions", exact=True)).to_be_visible()


async def start_production(page: Page, title: str) -> None:
    await page.get_by_role("link", name="New production").click()
    await page.get_by_label("Title, or code name").fill(title)
    await check_accessible(page)
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.get_by_role("heading", name=title)).to_be_visible()


async def add_role(page: Page, name: str) -> None:
    await page.get_by_role("link", name="Add a role").click()
    await page.get_by_label("Role", exact=True).fill(name)
    await page.get_by_label("Sides").set_input_files(SIDES)
    await check_accessible(page)
    await page.get_by_role("button", name="Add the role").click()
    await expect(page.get_by_role("rowheader", name=name)).to_be_visible()
    await expect(page.get_by_role("link", name="Sides: sides.pdf")).to_be_visible()


async def lay_out_session(page: Page, title: str) -> None:
    await page.get_by_role("link", name="Sessions", exact=True).first.click()
    await page.get_by_role("link", name="Lay out a session").click()
    form = page.locator("form", has=page.get_by_role("button", name="Lay it out"))
    await form.get_by_label("Title", exact=True).fill(title)
    await form.get_by_label("Date", exact=True).fill(
        (datetime.now(UTC).date() + timedelta(days=1)).isoformat()
    )
    await form.get_by_label("First slot at").fill("10:00")
    await form.get_by_label("Time zone").select_option("Asia/Kathmandu")
    await form.get_by_label("Slots", exact=True).fill("3")
    await form.get_by_label("Break after").fill("2")
    await check_accessible(page)
    await form.get_by_role("button", name="Lay it out").click()
    await expect(page.get_by_role("heading", name=title)).to_be_visible()


async def subscribe(page: Page, card: str) -> None:
    """Go to payment and pay by a card, on Stripe's page (its sandbox here)."""
    await page.get_by_role("button", name="Go to payment").click()
    await page.wait_for_url(re.compile(r"/c/pay/"))
    await type_card(page, card)


async def type_card(page: Page, card: str) -> None:
    await page.locator("[name=number]").fill(card)
    await page.locator("[name=expiry]").fill("12 / 34")
    await page.locator("[name=cvc]").fill("123")
    await page.locator("[name=name]").fill("Olivia Owner")
    await check_accessible(page)
    await page.locator("button[type=submit], button:not([type])").last.click()


async def invite_actor(page: Page, slot: int, name: str, email: str) -> None:
    await page.locator(f"#slot-{slot}").get_by_role("link", name="Add somebody").click()
    form = page.locator("form", has=page.get_by_role("button", name="Invite at once"))
    await form.get_by_label("Name").fill(name)
    await form.get_by_label("Email address").fill(email)
    await check_accessible(page)
    await form.get_by_role("button", name="Invite at once").click()
    await expect(page.locator(f"#slot-{slot}").get_by_text(name).first).to_be_visible()


async def invite_watcher(page: Page, name: str, title: str, email: str) -> None:
    """Invite somebody to the company of a session, and come back to its day."""
    await page.get_by_role("link", name="Company", exact=True).click()
    await page.get_by_role("link", name="Invite somebody").click()
    form = page.get_by_role("dialog", name="Invite somebody")
    await form.get_by_label("Name").fill(name)
    await form.get_by_label("Title that actors see").fill(title)
    await form.get_by_label("Email address").fill(email)
    await check_accessible(page)
    await form.get_by_role("button", name="Invite").click()
    await expect(page.get_by_text(email).first).to_be_visible()
    await page.get_by_role("link", name="Day", exact=True).click()
