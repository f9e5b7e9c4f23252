"""Takes the pictures of the front page from a house that `./infra/up` has opened:

python -m tests.browser.front_page http://localhost:8000
"""

import asyncio
import os
import re
import sys
from base64 import b64decode
from pathlib import Path
from typing import Literal

from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    StorageState,
    ViewportSize,
    async_playwright,
)

PICTURES = Path(__file__).parents[2] / "services" / "gateway" / "ui" / "pictures"
SIZE: ViewportSize = {"width": 1280, "height": 800}
QUALITY = 60
"""Of WebP, in percent."""
_WITHOUT_FONT = """() => {
  for (const row of document.querySelectorAll("main li, main tr"))
    if (/[\\u0590-\\u1dff\\u3000-\\uffee]/.test(row.textContent)) row.remove();
}"""
"""Takes out names in scripts for which a machine that takes pictures seldom has a font."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


async def main(url: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox", "--disable-gpu"]
        )
        state = await _signed_in(browser, url)
        for scheme in SCHEMES:
            context = await browser.new_context(
                viewport=SIZE, color_scheme=scheme, storage_state=state
            )
            await _take_all(context, url, scheme)
        await browser.close()


async def _signed_in(browser: Browser, url: str) -> StorageState:
    """Sign in to the demo office as the front page says; return what a browser keeps of it."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(url)
    mails = await page.locator("a[href*='127.0.0.1']").get_attribute("href")
    await page.locator("a[href*='/sign-in?email=']").click()
    await page.locator("main form button").first.click()
    await page.goto(str(mails))
    await page.locator("a[href^='/mails/']").first.click()
    link = re.search(re.escape(url) + r"/sign-in/[\w-]+", await page.content())
    if link is None:
        sys.exit("There is no link to sign in among the newest mails.")
    await page.goto(link[0])
    await page.locator("main form button").first.click()
    await page.wait_for_url("**/today")
    return await context.storage_state()


async def _take_all(context: BrowserContext, url: str, scheme: str) -> None:
    page = await context.new_page()
    await page.goto(f"{url}/today")
    session = await page.locator("main a[href^='/sessions/']").first.get_attribute("href")
    found = re.search(r"/sessions/[0-9a-f-]{36}", session or "")
    wanted = {"today": "/today", "session": found[0] if found else "/today", "people": "/talent"}
    for name, path in wanted.items():
        await page.goto(url + path, wait_until="networkidle")
        await page.evaluate(_WITHOUT_FONT)
        await _take(page, f"{name}-{scheme}.webp")


async def _take(page: Page, name: str) -> None:
    devtools = await page.context.new_cdp_session(page)
    taken = await devtools.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    PICTURES.mkdir(exist_ok=True)
    await asyncio.to_thread((PICTURES / name).write_bytes, b64decode(taken["data"]))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1].rstrip("/")))
