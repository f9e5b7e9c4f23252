"""What scripts add to every page of a member: nothing that was typed is lost, and what was done is
taken back."""

import re

from playwright.async_api import Browser, Page, expect

from tests.browser.axe import check_accessible
from tests.browser.people import somebody
from tests.browser.stages import session_cookie
from tests.installation import Installation, Office


async def test_nothing_typed_is_lost_and_what_was_deleted_comes_back(
    installation: Installation, office: Office, chromium: Browser
) -> None:
    cookie = session_cookie(office, installation)
    made = await office.owner.client.post("/api/v1/contacts", json={"name": "Nora Lind"})
    async with somebody(chromium, base_url=installation.url) as page:
        await page.context.add_cookies([cookie])  # type: ignore[list-item]
        await _find_a_zone(page)
        await _outlive_the_session(page, cookie)
        await _outlast_the_connection(page)
        await page.goto(f"/contacts/{made.json()['id']}")
        await _delete_and_take_back(page)


async def _find_a_zone(page: Page) -> None:
    await page.goto("/settings")
    zone = page.get_by_role("combobox", name="Time zone")
    await zone.fill("kathm")
    await expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    await check_accessible(page)
    await zone.press("Enter")
    await expect(zone).to_have_value("Asia/Kathmandu (UTC+05:45)")
    await expect(page.locator("select[name=zone]")).to_have_value("Asia/Kathmandu")


async def _outlive_the_session(page: Page, cookie: dict[str, str]) -> None:
    await page.context.add_cookies([cookie | {"value": "ended"}])  # type: ignore[list-item]
    await page.get_by_label("Signature").fill("Typed before")
    await page.get_by_role("button", name="Save").click()
    asked = page.get_by_role("dialog", name="Your session has ended")
    await expect(asked.get_by_role("link", name="Sign in")).to_be_visible()
    await check_accessible(page)
    await page.context.add_cookies([cookie])  # type: ignore[list-item]
    async with page.expect_event("load"):
        await asked.get_by_role("button", name="Go on").click()
    await expect(page.get_by_label("Signature")).to_have_value("Typed before")


async def _outlast_the_connection(page: Page) -> None:
    await page.context.set_offline(True)
    await page.get_by_label("Signature").fill("Typed on a train")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("is sent once there is one")).to_be_visible()
    async with page.expect_event("load"):
        await page.context.set_offline(False)
    await expect(page.get_by_label("Signature")).to_have_value("Typed on a train")


async def _delete_and_take_back(page: Page) -> None:
    contact = page.url
    await page.get_by_role("button", name=re.compile("^Delete")).click()
    await expect(page.get_by_text("Nora Lind is deleted.")).to_be_visible()
    await check_accessible(page)
    await page.get_by_role("button", name="Undo").click()
    await expect(page).to_have_url(contact)
    await expect(page.locator(".toast")).to_have_count(0)
