"""An invitation is opened once it is before somebody's eyes, and not while its page is hidden."""

from playwright.async_api import Browser, expect

from tests.browser.people import somebody
from tests.installation import Installation, Office, furnish

_HIDDEN = """Object.defineProperty(document, "visibilityState", {
  configurable: true, get: () => window.eyes ? "visible" : "hidden" });"""
_SHOWN = """() => { window.eyes = true; document.dispatchEvent(new Event("visibilitychange")); }"""


async def opened(office: Office) -> list[bool]:
    return [bool(g["opened_at"]) for g in await office.owner.guests(office.session)]


async def test_a_page_that_is_hidden_is_not_opened_until_it_is_shown(
    installation: Installation, chromium: Browser
) -> None:
    async with installation.browser() as owner, somebody(chromium) as page:
        office = await furnish(owner)
        await page.add_init_script(_HIDDEN)
        await page.goto(office.actor_link, wait_until="networkidle")
        await expect(page.get_by_text("This link is for")).to_be_visible()
        assert await opened(office) == [False]
        async with page.expect_response("**/opened") as said:
            await page.evaluate(_SHOWN)
        assert (await said.value).status == 204
        assert await opened(office) == [True]


async def test_a_page_that_is_seen_says_so_by_itself(
    installation: Installation, chromium: Browser
) -> None:
    async with installation.browser() as owner, somebody(chromium) as page:
        office = await furnish(owner)
        async with page.expect_response("**/opened"):
            await page.goto(office.actor_link)
        assert await opened(office) == [True]
