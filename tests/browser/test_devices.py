"""Without a camera, or without leave to use it, there is a clear way forward; so there is when one
is unplugged and plugged in again."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from tests.browser.conftest import CHROMIUM_FLAGS, Audition, launched
from tests.browser.people import flows, somebody

_WITHOUT = [flag for flag in CHROMIUM_FLAGS if not flag.startswith("--use-fake")]
_DENIED = [*_WITHOUT, "--use-fake-device-for-media-stream", "--deny-permission-prompts"]
# Nothing can be unplugged here: the track stops, and the page is told that it has ended.
UNPLUG = """(kind) => {
  const own = document.querySelector(".tile.own video").srcObject;
  const [track] = own.getTracks().filter((track) => track.kind === kind);
  track.stop();
  track.dispatchEvent(new Event("ended"));
}"""
_NOTHING_ELSE = """() => {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotFoundError"));
}"""
_PLUG_IN = """() => {
  delete navigator.mediaDevices.getUserMedia;
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
}"""


@pytest.fixture(scope="module")
async def denied() -> AsyncIterator[Browser]:
    """Start a Chromium that has devices, and nobody who allows them."""
    async with launched(*_DENIED) as browser:
        yield browser


@pytest.fixture(scope="module")
async def without() -> AsyncIterator[Browser]:
    """Start a Chromium that has no devices at all."""
    async with launched(*_WITHOUT) as browser:
        yield browser


@pytest.fixture(params=["no devices at all", "leave denied"])
def bare(request: pytest.FixtureRequest, without: Browser, denied: Browser) -> Browser:
    return denied if request.param == "leave denied" else without


async def test_an_actor_without_a_camera_comes_in_and_sees_the_stage(
    audition: Audition, bare: Browser
) -> None:
    async with somebody(bare) as actor:
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


@pytest.mark.parametrize(
    ("allowed", "missing", "way"),
    [
        ("microphone", "camera", "You can take part by sound."),
        ("camera", "microphone", "You can be seen, not heard."),
    ],
)
async def test_one_device_is_used_without_the_other(
    audition: Audition, denied: Browser, allowed: str, missing: str, way: str
) -> None:
    async with somebody(denied, permissions=[allowed]) as actor:
        await actor.goto(audition.actor_link)
        await actor.get_by_role("button", name="Try them out").click()
        await expect(actor.locator(f"#check-{allowed}[data-state=good]")).to_be_visible()
        await expect(actor.locator(f"#check-{missing}[data-state=bad]")).to_be_visible()
        await expect(actor.locator("#way-forward")).to_contain_text(way)


async def test_a_camera_that_is_unplugged_is_noticed_by_everyone(
    audition: Audition, chromium: Browser
) -> None:
    async with somebody(chromium) as actor:
        await audition.enter(actor)
        await audition.host.get_by_role("button", name="Bring in").click()
        await expect(actor.locator("#heard-by")).to_have_text(
            "Everyone on stage and watching hears you."
        )
        seen = audition.host.locator(".tile:not(.own):not(.no-camera)")
        await expect(seen).to_be_visible()
        await actor.evaluate(_NOTHING_ELSE)
        await actor.evaluate(UNPLUG, "video")
        await expect(actor.locator("#notice")).to_contain_text("You can take part by sound.")
        await expect(audition.host.locator(".tile:not(.own).no-camera")).to_be_visible()
        await actor.evaluate(_PLUG_IN)
        await expect(seen).to_be_visible()
        await expect(actor.locator("#notice")).to_be_hidden()
        await flows(audition.host, "frames")
