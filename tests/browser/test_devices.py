"""Without a camera, or without leave to use it, there is a clear way forward."""

from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser.conftest import CHROMIUM_FLAGS, chromium_path
from tests.browser.people import flows, somebody
from tests.house import House, furnish

_FAKES = "--use-fake"


class Audition(NamedTuple):
    """A host on stage, and the link of an actor who is awaited."""

    host: Page
    actor_link: str


@pytest.fixture
async def audition(house: House, chromium: Browser) -> AsyncIterator[Audition]:
    async with house.browser() as owner, somebody(chromium) as host:
        office = await furnish(owner)
        await owner.pay(office.production)
        session = next(c for c in owner.client.cookies.jar if c.name == "session" and c.domain)
        cookie = {"name": "session", "value": str(session.value), "url": house.url}
        await host.context.add_cookies([cookie])  # type: ignore[list-item]
        await host.goto(house.url + office.session)
        await host.get_by_role("button", name="Open the room").click()
        await expect(host.locator("#lobby")).to_be_visible()
        yield Audition(host, office.actor_link)


@pytest.fixture(params=["no devices at all", "leave denied"])
def flags(request: pytest.FixtureRequest) -> list[str]:
    """Return a browser's flags: without fake devices, or with them and nobody who allows them."""
    without = [flag for flag in CHROMIUM_FLAGS if not flag.startswith(_FAKES)]
    denied = [*without, "--use-fake-device-for-media-stream", "--deny-permission-prompts"]
    return without if request.param == "no devices at all" else denied


async def test_an_actor_without_a_camera_comes_in_and_sees_the_stage(
    audition: Audition, flags: list[str]
) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=flags)
        async with somebody(browser) as actor:
            await actor.goto(audition.actor_link)
            await actor.get_by_role("button", name="Try them out").click()
            await expect(actor.locator("#check-camera[data-state=bad]")).to_be_visible()
            await expect(actor.locator("#way-forward")).to_contain_text("You can watch and chat.")
            await actor.get_by_label("No, please do not record me").check()
            await actor.get_by_role("link", name="Go to the waiting room").click()
            await expect(actor.locator("#notice")).to_contain_text("You can watch and chat.")
            await audition.host.get_by_role("button", name="Bring in").click()
            await flows(actor, "frames")
            await expect(actor.locator("#heard-by")).to_have_text("Nobody hears you.")
            await actor.get_by_placeholder("To everyone").fill("I am here, without a camera.")
            await actor.keyboard.press("Enter")
            await expect(audition.host.locator("#chat")).to_contain_text("without a camera")
        await browser.close()
