"""Which devices somebody uses, and what their own device does with them: chosen, pulled, muted."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.axe import check_accessible
from tests.browser.conftest import CHROMIUM_FLAGS, launched
from tests.browser.people import flows, until
from tests.browser.stages import Room, room
from tests.browser.test_devices import UNPLUG
from tests.installation import Office

_TWO_OF_EACH = [
    "--use-fake-device-for-media-stream=fps=10,device-count=2" if "fake-device" in flag else flag
    for flag in CHROMIUM_FLAGS
]
# The browser does so while a telephone call has the microphone.
_HOLD = """([kind, held]) => {
  const own = document.querySelector(".tile.own video").srcObject;
  const [track] = own.getTracks().filter((track) => track.kind === kind);
  Object.defineProperty(track, "muted", { value: held, configurable: true });
  track.dispatchEvent(new Event(held ? "mute" : "unmute"));
}"""
_SENT = """(kind) => document.querySelector(".tile.own video")?.srcObject?.getTracks()
  .find((track) => track.kind === kind)?.label"""
_HEARD_THROUGH_THE_CHOSEN_ONE = """() =>
  document.querySelector(".tile:not(.own) video")?.sinkId
    === localStorage.getItem("device:audiooutput")"""
_COUNT_LOCKS = """
  window.locks = [];
  Object.defineProperty(Navigator.prototype, "wakeLock", { value: { request: async () => {
    const lock = { released: false, release: async () => { lock.released = true; } };
    window.locks.push(lock);
    return lock;
  } } });
"""


@pytest.fixture(scope="module")
async def two_of_each() -> AsyncIterator[Browser]:
    async with launched(*_TWO_OF_EACH) as browser:
        yield browser


@pytest.fixture
async def one(office: Office, two_of_each: Browser) -> AsyncIterator[Room]:
    async with room(office, two_of_each, ["Ana Silva"], producer=False) as opened:
        yield opened


async def choices(page: Page, kind: str) -> list[str]:
    """Return what can be chosen, once it is shown."""
    await expect(page.locator(f"select[data-device={kind}]")).to_be_visible()
    return await page.locator(f"select[data-device={kind}] option").all_text_contents()


async def choose(page: Page, kind: str, label: str) -> None:
    await page.locator(f"select[data-device={kind}]").select_option(label)


async def test_devices_are_chosen_before_the_room_and_in_the_middle_of_a_take(one: Room) -> None:
    (ana,) = one.actors
    await ana.goto(ana.url.removesuffix("/room"))
    await ana.get_by_role("button", name="Try them out").click()
    microphones = await choices(ana, "audioinput")
    assert len(microphones) > 1
    await choose(ana, "audioinput", microphones[-1])
    await choose(ana, "audiooutput", (await choices(ana, "audiooutput"))[-1])
    await check_accessible(ana)
    await ana.get_by_role("link", name="Go to the waiting room").click()
    await until(ana, f"(label) => ({_SENT})('audio') === label", microphones[-1])
    await one.start_take(frames=10)
    await ana.get_by_text("Camera, microphone and loudspeaker").click()
    used = ana.locator("select[data-device=audioinput] option:checked")
    await expect(used).to_have_text(microphones[-1])
    camera = await ana.evaluate(_SENT, "video")
    (other,) = [label for label in await choices(ana, "videoinput") if label != camera]
    # The browser's second fake camera gives pictures that its encoders do not take: to and fro.
    for label in (other, camera):
        await choose(ana, "videoinput", label)
        await until(ana, f"(label) => ({_SENT})('video') === label", label)
    await flows(one.host, "frames", more=20)
    await flows(one.host, "energy")
    await expect(one.host.locator("#recording")).to_be_visible()
    await until(ana, _HEARD_THROUGH_THE_CHOSEN_ONE)
    await check_accessible(ana)


@pytest.mark.parametrize(("kind", "device"), [("audio", "microphone"), ("video", "camera")])
async def test_one_that_is_pulled_is_replaced_and_the_take_goes_on(
    one: Room, kind: str, device: str
) -> None:
    (ana,) = one.actors
    await one.start_take(frames=10)
    await ana.evaluate(UNPLUG, kind)
    await expect(ana.locator("#notice")).to_contain_text(f"Your {device} has stopped.")
    await expect(ana.locator("#notice")).to_contain_text("is used now.")
    await expect(ana.locator("#heard-by")).to_have_attribute("data-by", "stage")
    await flows(one.host, "frames", more=20)
    await flows(one.host, "energy")
    await one.host.get_by_role("button", name="Stop the take").click()
    await expect(one.host.locator("#takes li")).to_contain_text("ready")


async def test_what_a_phone_call_takes_is_said_to_the_person_and_to_the_host(one: Room) -> None:
    (ana,), host = one.actors, one.host
    await one.bring_in("Ana Silva")
    sign, tile = ana.locator("#heard-by"), one.tile(host, "Ana Silva")
    await expect(sign).to_have_attribute("data-by", "stage")
    await ana.evaluate(_HOLD, ["audio", True])
    await expect(sign).to_contain_text("Nobody hears you.")
    await expect(ana.locator("#notice")).to_contain_text("perhaps for a call: nobody hears you")
    await expect(tile).to_contain_text("microphone taken by their own device")
    await ana.evaluate(_HOLD, ["video", True])
    await expect(ana.locator("#notice")).to_contain_text("nobody sees you")
    await expect(tile).to_contain_text("camera taken by their own device")
    await ana.evaluate(_HOLD, ["video", False])
    await ana.evaluate(_HOLD, ["audio", False])
    await expect(sign).to_have_attribute("data-by", "stage")
    await expect(ana.locator("#notice")).to_be_hidden()
    await expect(tile).not_to_contain_text("taken by their own device")


async def test_the_screen_stays_on_until_they_leave(one: Room) -> None:
    (ana,) = one.actors
    await ana.add_init_script(_COUNT_LOCKS)
    await ana.reload()
    await until(ana, "() => window.locks.length === 1")
    await ana.evaluate("""() => {
      window.locks[0].released = true;  // as when the page was out of sight
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    await until(ana, "() => window.locks.length === 2 && !window.locks[1].released")
    await one.bring_in("Ana Silva")
    await ana.get_by_role("link", name="Leave").click()
    await until(ana, "() => window.locks.length > 1 && window.locks.every((lock) => lock.released)")
