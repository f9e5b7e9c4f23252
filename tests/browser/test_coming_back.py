"""Coming back: after a reload in mid-take, and when only the signalling was lost."""

import pytest
from playwright.async_api import Browser, WebSocketRoute, expect

from tests.browser.people import flows, until
from tests.browser.stages import room
from tests.installation import Office

_CONNECTIONS = """async () => {
  const { receiving, publishing } = callboard;
  const stats = await Promise.all([receiving, publishing].map((one) => one.stats()));
  return stats.flatMap((all) => [...all.values()].map((stat) => stat.iceLocalUsernameFragment))
    .filter(Boolean);
}"""

_PUBLISH_UNHEARD_THEN_HEARD = """async () => {
  const { publishing, signalling } = callboard;
  const stream = document.querySelector(".tile.own video").srcObject;
  await new Promise((offered) => {
    signalling.send = (message) => { if (message.type === "publish") offered(); return false; };
    publishing.start(stream, []);
  });
  delete signalling.send;
  publishing.start(stream, []);
}"""


async def test_a_reload_in_mid_take_leaves_everyone_in_place(
    office: Office, chromium: Browser
) -> None:
    async with room(office, chromium, ["Ana Silva"], producer=False) as opened:
        host, (actor,) = opened.host, opened.actors
        await opened.start_take(frames=20)
        await actor.reload()
        await expect(actor.locator("#recording")).to_contain_text("Recording take 1")
        await flows(actor, "frames")
        await flows(host, "frames", more=20)
        await flows(host, "energy")
        await expect(opened.tile(host, "Ana Silva")).not_to_contain_text("coming back")
        await host.get_by_role("button", name="Stop the take").click()
        async with host.context.expect_page() as page_opened:
            await host.locator("#takes a").click()
        page = await page_opened.value
        await expect(page.locator(".gaps").first).to_contain_text("Ana Silva")
        await expect(page.locator(".gaps").first).to_contain_text("missing")


@pytest.mark.parametrize("who", ["actor", "host"])
async def test_media_outlasts_signalling_that_is_lost(
    office: Office, chromium: Browser, who: str
) -> None:
    """The socket is cut as by a network: the page notices, comes back, and keeps its media."""
    async with room(office, chromium, ["Ana Silva"], producer=False) as opened:
        host, (actor,) = opened.host, opened.actors
        await opened.bring_in("Ana Silva")
        await flows(host, "frames")
        await flows(actor, "frames")
        page = actor if who == "actor" else host
        before = await page.evaluate(_CONNECTIONS)
        await page.evaluate("() => { callboard.life = callboard.signalling.life; }")
        await page.evaluate("() => window.dispatchEvent(new Event('online'))")
        await until(page, "() => callboard.signalling.life > callboard.life")
        await expect(page.locator("#link-state")).to_be_empty()
        await expect(page.locator(".tile:not(.own)")).to_be_visible()
        await flows(page, "frames", more=10)
        assert await page.evaluate(_CONNECTIONS) == before


async def test_an_offer_that_could_not_be_sent_is_not_waited_for(
    office: Office, chromium: Browser
) -> None:
    """As when media are given up while the next socket is being opened."""
    async with room(office, chromium, ["Ana Silva"], producer=False) as opened:
        host, (actor,) = opened.host, opened.actors
        await opened.bring_in("Ana Silva")
        await flows(host, "frames")
        await actor.evaluate(_PUBLISH_UNHEARD_THEN_HEARD)
        await flows(host, "frames", more=40)


async def test_a_device_that_slept_comes_back_by_itself(office: Office, chromium: Browser) -> None:
    async with room(office, chromium, ["Ana Silva"], producer=False) as opened:
        actor = opened.actors[0]
        await opened.bring_in("Ana Silva")
        await flows(actor, "frames")
        await actor.evaluate(
            """() => {
              callboard.life = callboard.signalling.life;
              const awake = Date.now;
              Date.now = () => awake() + 60_000;
            }"""
        )
        await until(actor, "() => callboard.signalling.life > callboard.life")
        await flows(actor, "frames")
        await expect(opened.tile(opened.host, "Ana Silva")).not_to_contain_text("coming back")


async def test_a_socket_that_says_nothing_is_given_up(office: Office, chromium: Browser) -> None:
    async with room(office, chromium, ["Ana Silva"], producer=False) as opened:
        actor = opened.actors[0]
        held: list[WebSocketRoute] = []

        def hold(socket: WebSocketRoute) -> None:
            held.append(socket)

        await actor.route_web_socket("**/stage/socket", hold)
        await actor.reload()
        await until(actor, "() => callboard.signalling?.life > 1")
        assert len(held) > 1
