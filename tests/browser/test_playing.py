"""What a browser does not play by itself is played after a tap, and a system may stop it.

Chromium plays here as Safari does where its own functions are changed so; nothing of ours is.
"""

from playwright.async_api import Browser, expect

from tests.browser.people import until
from tests.browser.stages import room
from tests.installation import Office

# Safari plays nothing with sound before somebody has tapped.
_TAP_FIRST = """
const play = HTMLMediaElement.prototype.play;
let tapped = false;
addEventListener("click", () => { tapped = true; }, { capture: true });
HTMLMediaElement.prototype.play = function () {
  if (tapped || this.muted) return play.call(this);
  this.pause();
  return Promise.reject(new DOMException("The user has not tapped.", "NotAllowedError"));
};"""
_ALL_PLAY = """() => [...document.querySelectorAll("#tiles video, #voices audio")]
  .every((one) => !one.paused)"""
# A telephone call stops what plays, and no script asked for it.
_CALL = """() => document.querySelectorAll("#tiles video").forEach((one) => one.pause())"""
_INLINE = """() => [...document.querySelectorAll("video")]
  .every((one) => one.hasAttribute("playsinline"))"""


async def test_a_tap_starts_what_was_refused(office: Office, chromium: Browser) -> None:
    async with room(office, chromium, ["Ana Silva"], producer=False) as opened:
        (ana,) = opened.actors
        await ana.add_init_script(_TAP_FIRST)
        await ana.reload()
        await opened.bring_in("Ana Silva")
        tap = ana.get_by_role("button", name="Tap to hear the room")
        await expect(tap).to_be_visible()
        await tap.click()
        await until(ana, _ALL_PLAY)
        await expect(tap).to_be_hidden()


async def test_what_the_system_stopped_is_started_by_a_tap(
    office: Office, chromium: Browser
) -> None:
    async with room(office, chromium, ["Ana Silva"], producer=False) as opened:
        host, (ana,) = opened.host, opened.actors
        await opened.bring_in("Ana Silva")
        await expect(opened.tile(ana, "Olivia Owner")).to_be_visible()
        await until(ana, _ALL_PLAY)
        tap = ana.get_by_role("button", name="Tap to hear the room")
        await expect(tap).to_be_hidden()
        await ana.evaluate(_CALL)
        await tap.click()
        await until(ana, _ALL_PLAY)
        assert await ana.evaluate(_INLINE)
        assert await host.evaluate(_INLINE)
