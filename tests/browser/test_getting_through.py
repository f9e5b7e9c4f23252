"""Nobody is told that they are heard, or left before a black stage, while nothing gets through."""

from playwright.async_api import Browser, expect

from tests.browser.conftest import Audition
from tests.browser.people import somebody
from tests.browser.stages import room
from tests.installation import Office

# As on a network that lets no media through: only relays may be used, and there is none.
_NOTHING_GETS_THROUGH = """
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration) { super({ ...configuration, iceTransportPolicy: "relay" }); }
};"""


async def test_who_cannot_send_or_receive_is_told(office: Office, chromium: Browser) -> None:
    async with room(office, chromium, ["Ana Silva"], producer=False) as opened:
        (ana,) = opened.actors
        await ana.add_init_script(_NOTHING_GETS_THROUGH)
        await ana.reload()
        await opened.bring_in("Ana Silva")
        await expect(ana.locator("#notice")).to_contain_text("You cannot see or hear the stage")
        await expect(ana.locator("#heard-by")).to_contain_text("your sound does not get through")


async def test_in_another_apps_view_the_way_out_is_told(
    audition: Audition, chromium: Browser
) -> None:
    async with somebody(chromium) as actor:
        await actor.add_init_script("delete Navigator.prototype.mediaDevices;")
        await actor.goto(audition.actor_link)
        await actor.get_by_role("button", name="Try them out").click()
        await expect(actor.locator("#way-forward")).to_contain_text("open it in Safari or Chrome")


async def test_a_back_room_that_cannot_hear_says_so(office: Office, chromium: Browser) -> None:
    async with room(office, chromium, ["Ana Silva"]) as opened:
        paula = opened.producer
        await paula.add_init_script(_NOTHING_GETS_THROUGH)
        await paula.reload()
        await paula.get_by_label("Only the back room").check()
        await expect(paula.locator("#heard-by")).to_contain_text("your sound does not get through")
