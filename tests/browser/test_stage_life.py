"""What people do with each other on stage, each in a browser of their own."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.axe import check_accessible
from tests.browser.people import flows, received, until
from tests.browser.stages import Room, room
from tests.installation import Office

_VOICE_ENERGY = """async () => {
  const track = document.querySelector("#voices audio")?.srcObject.getAudioTracks()[0];
  for (const stat of (await callboard.receiving.stats())?.values() ?? []) {
    const ours = stat.type === "inbound-rtp" && stat.trackIdentifier === track?.id;
    if (ours) return stat.totalAudioEnergy;
  }
  return 0;
}"""
_AT = """() => {
  const page = document.querySelector("#prompter-text");
  return page.scrollTop / (page.scrollHeight - page.clientHeight);
}"""


@pytest.fixture
async def two(office: Office, chromium: Browser) -> AsyncIterator[Room]:
    async with room(office, chromium, ["Ana Silva", "Ben Okafor"]) as opened:
        yield opened


@pytest.fixture
async def one(office: Office, chromium: Browser) -> AsyncIterator[Room]:
    async with room(office, chromium, ["Ana Silva"]) as opened:
        await opened.bring_in("Ana Silva")
        yield opened


async def test_who_is_muted_by_the_host_is_not_heard_until_released(one: Room) -> None:
    host, (actor,) = one.host, one.actors
    await flows(host, "energy")
    await one.tile(host, "Ana Silva").hover()
    await host.get_by_role("button", name="Mute Ana Silva").click()
    await expect(actor.locator("#heard-by")).to_contain_text("The host has muted you.")
    await expect(one.tile(host, "Ana Silva")).to_contain_text("muted by the host")
    # Whatever the page does, nothing of the sound is forwarded: here it goes on sending.
    await actor.evaluate(
        """() => document.querySelector(".tile.own video").srcObject.getAudioTracks()
          .forEach((track) => { track.enabled = true; })"""
    )
    await flows(host, "frames", more=20)
    silent = await received(host)
    await flows(host, "frames", more=20)
    assert (await received(host))["energy"] == pytest.approx(silent["energy"], abs=1e-6)
    await host.get_by_role("button", name="Unmute Ana Silva").click()
    await expect(actor.locator("#heard-by")).to_contain_text("Everyone on stage")
    await flows(host, "energy")


async def test_a_decision_maker_is_heard_on_stage_only_while_they_hold_the_button(
    one: Room,
) -> None:
    producer, (actor,), sign = one.producer, one.actors, one.producer.locator("#heard-by")
    speak = producer.get_by_role("button", name="Speak to stage")
    await expect(sign).to_have_text("Nobody hears you.")
    await speak.hover()
    await producer.mouse.down()
    await expect(sign).to_contain_text("Everyone on stage")
    for page in (one.host, actor):
        await expect(page.locator("#speakers")).to_have_text("Paula Rivers speaks to the stage")
        await until(page, f"async () => await ({_VOICE_ENERGY})() > 0")
    await producer.mouse.up()
    await expect(sign).to_have_text("Nobody hears you.")
    for page in (one.host, actor):
        await expect(page.locator("#speakers")).to_be_hidden()
        await expect(page.locator("#voices audio")).to_have_count(0)
    await speak.focus()
    await producer.keyboard.down(" ")
    await expect(actor.locator("#speakers")).to_be_visible()
    await producer.evaluate("() => document.activeElement.blur()")
    await expect(actor.locator("#speakers")).to_be_hidden()


async def test_when_the_actor_goes_the_speaking_ends_while_the_button_is_held(one: Room) -> None:
    producer, (actor,) = one.producer, one.actors
    await producer.get_by_role("button", name="Speak to stage").hover()
    await producer.mouse.down()
    await expect(actor.locator("#speakers")).to_be_visible()
    await one.host.get_by_role("button", name="Send back").click()
    await expect(producer.locator("#heard-by")).to_have_text("Nobody hears you.")
    await expect(producer.locator("#notice")).to_contain_text("not heard on stage any more")
    await expect(one.host.locator("#speakers")).to_be_hidden()


async def test_a_group_comes_in_together_and_all_are_sent_back(two: Room) -> None:
    host = two.host
    for name in ("Ana Silva", "Ben Okafor"):
        await host.get_by_role("checkbox", name=f"Choose {name}").check()
    await host.get_by_role("button", name="Bring the chosen in together").click()
    for actor in two.actors:
        await expect(actor.locator("#large .tile:not(.own)")).to_have_count(1)
    await expect(host.locator("#large .tile")).to_have_count(2)
    await expect(host.locator("#beside .tile.own")).to_have_count(1)
    await host.get_by_role("button", name="Send all back").click()
    for actor in two.actors:
        await expect(actor.locator("#waiting")).to_be_visible()


async def test_a_tile_is_pinned_on_ones_own_screen_only(two: Room) -> None:
    await two.bring_in("Ana Silva", "Ben Okafor")
    host = two.host
    await two.tile(host, "Ben Okafor").hover()
    await host.get_by_role("button", name="Pin Ben Okafor").click()
    await expect(host.locator("#large .tile")).to_have_count(1)
    await expect(host.locator("#large .tile")).to_contain_text("Ben Okafor")
    await expect(two.producer.locator("#large .tile")).to_have_count(2)
    await host.get_by_role("button", name="Unpin Ben Okafor").click()
    await expect(host.locator("#large .tile")).to_have_count(2)


async def test_who_is_removed_is_out_until_let_back_in(one: Room) -> None:
    host, (actor,) = one.host, one.actors
    await one.tile(host, "Ana Silva").hover()
    await host.get_by_role("button", name="Remove Ana Silva").click()
    await check_accessible(host)
    await host.get_by_role("button", name="Cancel").click()
    await expect(one.tile(host, "Ana Silva")).to_be_visible()
    await one.tile(host, "Ana Silva").hover()
    await host.get_by_role("button", name="Remove Ana Silva").click()
    await host.get_by_role("dialog").get_by_role("button", name="Remove").click()
    removed = actor.get_by_role("heading", name="You were removed from this session")
    await expect(removed).to_be_visible()
    await expect(actor.locator("#waiting")).to_be_hidden()
    await check_accessible(actor)
    await actor.reload()
    await expect(removed).to_be_visible()
    await host.get_by_role("button", name="Let back in: Ana Silva").click()
    await expect(host.locator("#removed-panel")).to_be_hidden()
    await actor.reload()
    await expect(actor.locator("#waiting")).to_be_visible()


async def test_everyone_reads_where_the_host_scrolls(one: Room) -> None:
    host, (actor,) = one.host, one.actors
    await host.locator("summary", has_text="Prompter").click()
    await host.locator("select[name=sides]").select_option(index=1)
    text = host.locator("#prompter-form textarea")
    await expect(text).not_to_have_value("")
    await host.get_by_role("button", name="Show to everyone").click()
    pages = (actor, one.producer)
    for page in pages:
        await expect(page.locator("#prompter-text")).to_contain_text("Good madam")
    await host.locator("#prompter-text").hover()
    await host.mouse.wheel(0, 400)
    for page in pages:
        await until(page, f"() => ({_AT})() > 0.05")
    await actor.get_by_role("button", name="larger letters").click()
    await host.mouse.wheel(0, 100_000)
    for page in pages:
        await until(page, f"() => ({_AT})() > 0.95")
    await actor.set_viewport_size({"width": 390, "height": 844})
    assert await actor.evaluate("document.documentElement.scrollWidth") == 390
    await check_accessible(actor)
    await actor.reload()
    await until(actor, f"() => ({_AT})() > 0.9")
    await host.get_by_role("button", name="Take it away").click()
    for page in pages:
        await expect(page.locator("#prompter")).to_be_hidden()


async def test_a_take_is_counted_in_named_and_marked(one: Room) -> None:
    host, (actor,) = one.host, one.actors
    await one.agree()
    start = host.get_by_role("button", name="Record a take")
    await host.get_by_label("Countdown").select_option("3 seconds")
    await start.click()
    for page in (actor, one.producer):
        await expect(page.locator("#countdown")).to_be_visible()
        await expect(page.locator("#countdown-said")).to_contain_text("Recording starts in")
    await host.get_by_role("button", name="Cancel the countdown").click()
    await expect(actor.locator("#countdown")).to_be_hidden()
    await expect(actor.locator("#recording")).to_be_hidden()
    await host.locator("#take-form").get_by_label("Name").fill("Softer")
    await start.click()
    await expect(actor.locator("#recording")).to_contain_text("Miranda Scene 1, Softer")
    await expect(actor.locator("#countdown")).to_be_hidden()
    await one.producer.locator("#stage, .stage").first.click()
    await one.producer.keyboard.press("m")
    await expect(one.producer.locator("#mark-form")).to_contain_text("Marked at")
    await host.get_by_label("Mark this moment").fill("She laughs")
    await host.keyboard.press("Enter")
    await expect(host.locator("#mark-form")).to_contain_text("Marked at")
    await flows(host, "frames", more=20)
    await host.get_by_role("button", name="Stop the take").click()
    await host.get_by_role("button", name="Rename Miranda").click()
    await host.get_by_role("dialog").get_by_label("Name").fill("Softer, second")
    await host.get_by_role("dialog").get_by_role("button", name="Save").click()
    await expect(host.locator("#takes")).to_contain_text("Softer, second")
    await _look_at_the_take(host)


async def _look_at_the_take(host: Page) -> None:
    """See its markers on its page, and go to one."""
    async with host.context.expect_page() as opened:
        await host.locator("#takes a").click()
    page = await opened.value
    await expect(page.get_by_role("heading", name="Softer, second")).to_be_visible()
    marker = page.get_by_role("button", name="She laughs")
    await marker.click()
    at = float(await marker.get_attribute("data-at") or 0)
    await until(page, "(at) => document.querySelector('.players video').currentTime >= at", at)
    await check_accessible(page)
