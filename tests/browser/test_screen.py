"""A shared screen: beside the camera, the largest on every stage, and gone when it is stopped."""

from playwright.async_api import Browser, Page, expect

from tests.browser.people import flows, until
from tests.browser.stages import room
from tests.installation import Office

_SCREEN = """() => {
  const film = document.querySelector(".tile.screen video");
  return film?.videoWidth > 0 && film.getVideoPlaybackQuality().totalVideoFrames > 0;
}"""

_FILM_OF_BEN = """async () => {
  const tile = [...document.querySelectorAll(".tile.camera")]
    .find((one) => one.textContent.includes("Ben"));
  const frames = () => tile.querySelector("video").getVideoPlaybackQuality().totalVideoFrames;
  const before = frames();
  await new Promise((later) => setTimeout(later, 500));
  return frames() > before;
}"""


async def test_a_screen_is_shared_beside_the_camera(office: Office, chromium: Browser) -> None:
    async with room(office, chromium, ["Ana Silva"]) as opened:
        host, (actor,) = opened.host, opened.actors
        await opened.bring_in("Ana Silva")
        share = actor.get_by_role("button", name="Share a screen")
        await share.click()
        for page in (host, opened.producer):
            await expect(page.locator("#large .tile")).to_contain_text("Ana Silva: screen")
            await until(page, _SCREEN)
            await expect(opened.tile(page, "Ana Silva")).to_be_visible()
        await share.click()
        await _gone(host)
        await flows(host, "frames")
        await share.click()
        await until(host, _SCREEN)
        await host.get_by_role("button", name="Send back").click()
        await _gone(host)
        await expect(share).to_be_hidden()


async def test_a_screen_too_many_is_refused_and_the_camera_goes_on(
    office: Office, chromium: Browser
) -> None:
    async with room(office, chromium, ["Ana Silva", "Ben Okafor"], producer=False) as opened:
        host, (ana, ben) = opened.host, opened.actors
        await opened.bring_in("Ana Silva", "Ben Okafor")
        for page in (host, ana):
            await page.get_by_role("button", name="Share a screen").click()
        await expect(ben.locator(".tile.screen")).to_have_count(2)
        share = ben.get_by_role("button", name="Share a screen")
        await share.click()
        await expect(ben.locator("#notice")).to_contain_text("screens")
        await expect(share).to_have_attribute("aria-pressed", "false")
        await until(ben, "() => callboard.publishing.well")
        await expect(ben.locator(".tile.screen")).to_have_count(2)
        await until(host, _FILM_OF_BEN)


async def _gone(page: Page) -> None:
    await expect(page.locator(".tile.screen")).to_have_count(0)
