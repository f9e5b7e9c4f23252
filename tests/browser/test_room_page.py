"""What the room page does besides the story: taken over, out of reach, talking with the lobby."""

import re

from playwright.async_api import Browser, Page, Route, expect

from tests.browser.conftest import Audition
from tests.browser.people import flows, somebody, until
from tests.browser.stages import ANSWERS_ARE_KNOWN
from tests.installation import Installation

_DEVICES_ARE_OFF = """() => document.querySelector(".tile.own video").srcObject.getTracks()
  .every((track) => track.readyState === "ended")"""


async def test_who_comes_in_from_elsewhere_leaves_the_first_page_and_may_return(
    audition: Audition, chromium: Browser
) -> None:
    async with somebody(chromium) as actor:
        await audition.enter(actor)
        elsewhere = await actor.context.new_page()
        await elsewhere.goto(actor.url)
        await expect(elsewhere.get_by_text("You are next.")).to_be_visible()
        here = actor.get_by_role("button", name="Come in here instead")
        await expect(here).to_be_visible()
        await until(actor, _DEVICES_ARE_OFF)
        await here.click()
        await expect(actor.get_by_text("You are next.")).to_be_visible()
        await expect(elsewhere.get_by_role("button", name="Come in here instead")).to_be_visible()


async def test_host_and_lobby_talk_and_see_who_reads_it(
    audition: Audition, chromium: Browser
) -> None:
    host = audition.host
    async with somebody(chromium) as actor:
        await audition.enter(actor)
        await expect(actor.locator("#chat-readers")).to_have_text("The casting director reads this")
        await _say(actor, "To the casting director", "I have two versions.")
        await expect(host.locator("#chat li", has_text="two versions")).to_contain_text(
            "waiting room"
        )
        await host.get_by_label("Who reads this").select_option("The waiting room")
        await _say(host, "To the waiting room", "Five minutes more.")
        await expect(actor.locator("#chat")).to_contain_text("Five minutes more.")


async def test_an_answer_is_remembered_only_until_the_room_has_it(
    audition: Audition, chromium: Browser
) -> None:
    async with somebody(chromium) as actor:
        await audition.enter(actor)
        await until(actor, ANSWERS_ARE_KNOWN)
        await expect(actor.locator("input[value=yes]")).to_be_checked()
        await actor.locator("input[value=no]").check()
        await expect(audition.host.locator("#lobby")).to_contain_text("does not agree")
        await until(actor, ANSWERS_ARE_KNOWN)
        await actor.reload()
        await expect(actor.locator("input[value=no]")).to_be_checked()


async def test_a_click_that_has_begun_counts_though_words_beside_it_change(
    audition: Audition, chromium: Browser
) -> None:
    host = audition.host
    async with somebody(chromium) as actor:
        await audition.enter(actor)
        await expect(host.locator("#lobby")).to_contain_text("agrees to be recorded")
        await host.get_by_role("button", name="Bring in", exact=True).hover()
        await host.mouse.down()
        await actor.locator("input[value=no]").check()
        await expect(host.locator("#lobby")).to_contain_text("does not agree")
        await host.mouse.up()
        await expect(host.get_by_role("button", name="Send back", exact=True)).to_be_visible()


async def test_what_cannot_be_sent_is_kept(audition: Audition) -> None:
    host = audition.host
    await expect(host.locator("#back-people li")).to_have_count(1)
    await host.evaluate("() => callboard.back.signalling.stop()")
    field = host.get_by_placeholder("To the back room only")
    await field.fill("She has it.")
    await field.press("Enter")
    await expect(host.locator("#notice")).to_contain_text("Please try again in a moment.")
    await expect(field).to_have_value("She has it.")
    await host.get_by_role("button", name="Close").click()
    await expect(host.locator("#notice")).to_be_hidden()


async def test_only_who_is_in_the_back_room_is_told_that_it_hears_them(audition: Audition) -> None:
    host, sign = audition.host, audition.host.locator("#heard-by")
    await host.get_by_label("Only the back room").check()
    await expect(sign).to_have_text("Only the back room hears you.")
    elsewhere = await host.context.new_page()
    await elsewhere.goto(host.url)
    await expect(host.get_by_role("button", name="Come in here instead")).to_be_visible()
    await expect(host.locator("#back-state")).not_to_be_empty()
    await expect(sign).to_have_text("Nobody hears you.")


async def test_a_page_that_asks_again_outlasts_a_server_that_is_unwell(
    audition: Audition, chromium: Browser, installation: Installation
) -> None:
    """The page of a take that is being recorded asks every second; one answer is a 503."""
    host = audition.host
    async with somebody(chromium) as actor:
        await audition.enter(actor)
        await host.get_by_role("button", name="Bring in").click()
        await flows(host, "frames")
        await host.locator("input[name=agreed][value=yes]").check()
        await host.get_by_role("button", name="Record a take").click()
        await expect(actor.locator("#recording")).to_contain_text("Recording take 1")
        watching = await host.context.new_page()
        takes = host.url.replace("/sessions/", "/api/v1/sessions/").replace("/room", "/takes")
        (take,) = await (await host.request.get(takes)).json()
        await watching.goto(f"{installation.url}/takes/{take['id']}")
        await _outage(watching)
        await expect(watching.get_by_text("This take is being recorded.")).to_be_visible()
        await host.get_by_role("button", name="Stop the take").click()
        await watching.locator("figure video").first.wait_for()
        await expect(actor.locator("#recording-said")).to_have_text("Recording has stopped.")


async def _outage(page: Page) -> None:
    """Let one answer to the page's asking be a 503, and wait until the next is asked for."""

    async def unwell(route: Route) -> None:
        await route.fulfill(status=503, content_type="text/html", body="<p>Unwell.</p>")

    progress = re.compile("/progress$")
    await page.route(progress, unwell, times=1)
    for status in (503, 200):
        async with page.expect_response(lambda answer: "/progress" in answer.url) as answered:
            pass
        assert (await answered.value).status == status


async def _say(page: Page, to: str, text: str) -> None:
    await page.get_by_placeholder(to).fill(text)
    await page.keyboard.press("Enter")
