"""The core of an office's day on a phone, in the dark: each page fits, and can be read."""

from typing import Any

from playwright.async_api import Browser, Page, expect

from tests.browser.axe import check_accessible, too_wide
from tests.browser.people import somebody
from tests.browser.stages import session_cookie
from tests.installation import Installation, Office

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "color_scheme": "dark",
    "has_touch": True,
    "is_mobile": True,
}
EVERY_MS = 10_000
"""How often a day that nobody holds is asked for anew."""


async def test_a_day_on_a_phone(
    installation: Installation, office: Office, chromium: Browser
) -> None:
    session = await office.owner.lay_out(office.production, title="On the way", slots="3")
    cookie: Any = session_cookie(office, installation)
    async with somebody(chromium, base_url=installation.url, **PHONE) as page:
        await page.context.add_cookies([cookie])
        await _go_to_the_session(page)
        await _add(page)
        await _move(page)
        await _tell_and_take_back(page)
        await _meet_what_comes(page, office, session)


async def _looks_well(page: Page) -> None:
    assert not await too_wide(page), page.url
    await check_accessible(page, "dark")


async def _go_to_the_session(page: Page) -> None:
    await page.goto("/today")
    await _looks_well(page)
    await page.locator(".tabbar").get_by_role("link", name="Productions").tap()
    await page.get_by_role("main").get_by_role("link", name="The Tempest").tap()
    parts = page.get_by_role("navigation", name="Parts of the production")
    await parts.get_by_role("link", name="Sessions").tap()
    await page.wait_for_url("**/sessions")
    await _looks_well(page)
    await page.get_by_role("link", name="On the way").tap()
    await expect(page.get_by_role("heading", name="On the way")).to_be_visible()


async def _add(page: Page) -> None:
    await page.locator("#slot-1").get_by_role("link", name="Add somebody").tap()
    form = page.locator("form", has=page.get_by_role("button", name="Put into the slot"))
    await form.get_by_label("Name").fill("Ana Silva")
    await form.get_by_label("Email address").fill("ana@phones.test")
    await _looks_well(page)
    await form.get_by_role("button", name="Put into the slot").tap()
    await expect(page.locator("#slot-1")).to_contain_text("Ana Silva")


async def _move(page: Page) -> None:
    await _open_menu(page, 1)
    await _looks_well(page)
    await page.get_by_role("link", name="Move to …, or swap").tap()
    await page.locator("select[name=to]").select_option("10:30: free")
    await page.get_by_role("button", name="Move", exact=True).tap()
    await expect(page.locator("#slot-3")).to_contain_text("Ana Silva")
    await _looks_well(page)


async def _open_menu(page: Page, slot: int) -> None:
    await page.locator(f"#slot-{slot} .more summary").tap()
    await expect(page.get_by_role("link", name="Move to …, or swap")).to_be_visible()


async def _tell_and_take_back(page: Page) -> None:
    await page.get_by_role("link", name="Notify 1 person").tap()
    await expect(page.get_by_role("heading", name="Notify 1 person")).to_be_visible()
    await _looks_well(page)
    await page.get_by_role("button", name="Notify 1 person").tap()
    await expect(page.get_by_text("Mails to 1 person leave at")).to_be_visible()
    await _looks_well(page)
    await page.get_by_role("button", name="Take them back").tap()
    await expect(page.get_by_text("1 person does not know yet")).to_be_visible()


async def _meet_what_comes(page: Page, office: Office, session: str) -> None:
    """Somebody else fills a slot: the day shows it by itself, and its rows can be worked with."""
    await page.clock.install()
    await page.reload()
    slots = (await office.owner.get(f"/api/v1{session}/slots")).json()
    person = {"name": "Ben Okafor", "email": "ben@phones.test"}
    await office.owner.post(f"/slots/{slots[1]['id']}/people", session, data=person)
    await page.clock.fast_forward(EVERY_MS)
    await expect(page.locator("#slot-2")).to_contain_text("Ben Okafor")
    await _open_menu(page, 2)
