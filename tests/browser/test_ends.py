"""How it ends: each end has its own screen, and what is said lives as long as its cause."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.axe import check_accessible
from tests.browser.people import until
from tests.browser.stages import Room, in_lobby, room
from tests.installation import Office

AFTER_A_LONG_ABSENCE_MS = 90_000


@pytest.fixture
async def one(office: Office, chromium: Browser) -> AsyncIterator[Room]:
    async with room(office, chromium, ["Ana Silva", "Ben Okafor"], producer=False) as opened:
        yield opened


async def heading(page: Page, words: str) -> None:
    await expect(page.get_by_role("heading", name=words)).to_be_visible()


async def test_a_host_who_leaves_is_asked_to_stop_the_take_first(one: Room) -> None:
    host, ana = one.host, one.actors[0]
    await one.start_take(frames=10)
    await host.get_by_role("link", name="Leave").click()
    await expect(host.get_by_role("dialog")).to_contain_text("Stop the take and leave?")
    await host.get_by_role("button", name="Cancel").click()
    await expect(ana.locator("#recording")).to_be_visible()
    await ana.get_by_role("link", name="Leave").click()
    await expect(ana.get_by_role("dialog")).to_contain_text("Leave in the middle of the take?")
    await ana.get_by_role("button", name="Cancel").click()
    await host.get_by_role("link", name="Leave").click()
    await host.get_by_role("button", name="Stop the take and leave").click()
    await host.wait_for_url("**/sessions/*")
    await expect(ana.locator("#recording-said")).to_have_text("Recording has stopped.")
    await host.goto(host.url + "/room")
    await expect(host.locator("#takes li")).to_have_count(1)


async def test_what_is_said_of_who_has_not_agreed_goes_with_its_cause(one: Room) -> None:
    host, (ana, ben) = one.host, one.actors
    for actor in (ana, ben):
        await actor.locator("input[name=agreed][value=no]").check()
    for name in ("Ana Silva", "Ben Okafor"):
        await expect(in_lobby(host, name)).to_contain_text("does not agree")
    await one.bring_in("Ana Silva", "Ben Okafor")
    await one.agree()
    await until(host, "() => document.querySelectorAll('.tile video').length >= 3")
    said = host.locator("#notice")
    await host.get_by_role("button", name="Record a take").click()
    await expect(said).to_contain_text("Ana Silva, Ben Okafor have not agreed to be recorded.")
    await ana.locator("input[name=agreed][value=yes]").check()
    await expect(said).to_contain_text("Ben Okafor has not agreed to be recorded.")
    await (
        host.locator("#lobby li", has_text="Ben Okafor")
        .get_by_role("button", name="Send back")
        .click()
    )
    await expect(said).to_be_hidden()


async def test_who_has_been_seen_is_thanked_and_nobody_waits_behind_them(one: Room) -> None:
    host, (ana, ben) = one.host, one.actors
    await expect(ben.locator("#queue")).to_have_text("You are number 2 in the queue.")
    await one.bring_in("Ana Silva")
    await host.get_by_role("button", name="Send back").click()
    await heading(ana, "Thank you. You have been seen")
    await expect(ana.locator("#queue")).not_to_contain_text("next")
    await expect(ben.locator("#queue")).to_have_text("You are next.")
    await expect(host.locator("#lobby li").last).to_contain_text("Ana Silva")
    await expect(host.locator("#lobby li").last).to_contain_text("seen, agrees")
    await ana.get_by_role("link", name="Leave").click()
    await heading(ana, "Thank you. You are done")
    await expect(ana.locator("#waiting, #heard-by").first).to_be_hidden()
    await check_accessible(ana)
    await ana.get_by_role("link", name="To your invitation").click()
    await expect(ana.get_by_text("You have been seen. Thank you for coming!")).to_be_visible()
    await check_accessible(ana)
    await ben.get_by_role("link", name="Leave").click()
    await heading(ben, "You have left")
    await ben.get_by_role("button", name="Come in again").click()
    await expect(ben.locator("#queue")).to_have_text("You are next.")


async def test_the_host_leaves_and_comes_back_to_end_the_session(one: Room) -> None:
    host, (ana, ben) = one.host, one.actors
    address = host.url
    await one.bring_in("Ana Silva")
    await host.get_by_role("link", name="Leave").click()
    await host.wait_for_url("**/sessions/*")
    await expect(ana.locator("#host-left")).to_be_visible(timeout=AFTER_A_LONG_ABSENCE_MS)
    await expect(ben.locator("#host-words")).to_contain_text("The host has left.")
    await expect(ben.locator("#queue")).to_have_text("You are the first in the queue.")
    await check_accessible(ana)
    await host.goto(address)
    await expect(ana.locator("#host-left")).to_be_hidden()
    await expect(ben.locator("#queue")).to_have_text("You are next.")
    await host.get_by_role("button", name="End the session").click()
    await check_accessible(host)
    await host.get_by_role("dialog").get_by_role("button", name="End the session").click()
    for page in (host, ana, ben):
        await heading(page, "The session has ended")
        await expect(page.locator("#tiles")).to_be_hidden()
    await ana.set_viewport_size({"width": 390, "height": 844})
    assert await ana.evaluate("document.documentElement.scrollWidth") == 390
    await check_accessible(ana)
