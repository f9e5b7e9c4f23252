"""The main job, from the first visit to the answer that an actor gets, as people live it."""

import re
from datetime import datetime

from playwright.async_api import Browser, Page, Route, expect

from tests.browser import people
from tests.browser.axe import check_accessible
from tests.browser.people import flows, received, somebody
from tests.browser.recordings import decode
from tests.installation import Installation
from tests.integration.gateway.arrivals import mails_leave

OWNER, ACTOR, PRODUCER = "olivia@story.test", "ana@story.test", "paula@story.test"
PHONE = {"viewport": {"width": 390, "height": 844}, "timezone_id": "America/St_Johns"}


async def test_from_the_first_visit_to_the_answer(
    installation: Installation, chromium: Browser
) -> None:
    async with (
        somebody(chromium, viewport={"width": 1280, "height": 900}) as host,
        somebody(chromium, **PHONE) as actor,
        somebody(chromium) as producer,
    ):
        await _prepare(host, installation)
        await _pay_before_the_room_opens(host, installation)
        await _invite(host)
        await _arrive(actor, installation)
        await _onto_the_stage(host, actor)
        await _into_the_back_room(host, actor, producer, installation)
        take_page = await _record(host, actor)
        await _review(host, installation, take_page)
        await _decide(host, installation)


async def _prepare(host: Page, installation: Installation) -> None:
    await people.sign_up(host, installation, OWNER, "Story Casting")
    await people.start_production(host, "The Tempest")
    await people.add_role(host, "Miranda")
    await _go_by_keys(host)
    await people.lay_out_session(host, "First round")
    await check_accessible(host)


async def _go_by_keys(host: Page) -> None:
    """Go to the production by the palette, its title misspelt; first sooner than it is found."""
    await host.wait_for_load_state()  # before, no script hears a key
    await host.route("**/search?*", _only_pages)
    await host.keyboard.press("Control+k")
    await host.keyboard.type("temppest")
    await host.keyboard.press("Enter")
    await expect(host.get_by_role("main").get_by_role("link", name="The Tempest")).to_be_visible()
    await host.unroute("**/search?*")
    await host.wait_for_load_state()
    await host.keyboard.press("Control+k")
    await host.keyboard.type("temppest")
    found = host.get_by_role("dialog").get_by_role("link", name="The Tempest")
    await expect(found).to_be_visible()
    await check_accessible(host)
    await host.keyboard.press("Enter")
    await expect(host.get_by_role("dialog")).not_to_be_visible()
    await expect(host.get_by_role("heading", name="The Tempest")).to_be_visible()


async def _only_pages(route: Route) -> None:
    """Leave parts of pages without an answer."""
    if route.request.is_navigation_request():
        await route.continue_()


async def _pay_before_the_room_opens(host: Page, installation: Installation) -> None:
    await host.get_by_role("button", name="Open the room").click()
    await expect(host.get_by_text("open once it is subscribed for")).to_be_visible()
    await host.get_by_role("link", name="Choose a plan").click()
    await people.subscribe(host, people.DECLINES)
    await expect(host.get_by_text("Your card was declined.")).to_be_visible()
    await people.type_card(host, people.PAYS)
    await host.wait_for_url(re.compile(r"/productions/[0-9a-f-]+(/subscribed)?$"))
    await expect(host.get_by_text("Active", exact=True)).to_be_visible()
    await host.get_by_role("link", name="First round").click()
    await expect(host.get_by_role("heading", name="Slots")).to_be_visible()


async def _invite(host: Page) -> None:
    await people.invite_actor(host, 1, "Ana Silva", ACTOR)
    await people.invite_watcher(host, "Paula Rivers", "Producer", PRODUCER)
    await check_accessible(host)


async def _arrive(actor: Page, installation: Installation) -> None:
    mail = await installation.mails.newest(ACTOR)
    assert [part.name for part in mail.attachments] == ["audition.ics"]
    await actor.goto(await installation.link_to(ACTOR, "join"))
    await expect(actor.get_by_text("This link is for Ana Silva")).to_be_visible()
    # 10:00 in Kathmandu (+05:45) is 04:15 UTC, and 00:45 in St. John's (-03:30) on a winter day.
    await expect(actor.locator(".when time")).to_contain_text(re.compile("Newfoundland"))
    await expect(actor.get_by_role("link", name="Your sides")).to_be_visible()
    await expect(actor.get_by_text("Paula Rivers, Producer")).to_be_visible()
    await actor.get_by_role("button", name="Try them out").click()
    for check in ("camera", "microphone", "connection"):
        await expect(actor.locator(f"#check-{check}[data-state=good]")).to_be_visible()
    await check_accessible(actor)
    await actor.get_by_role("link", name="Go to the waiting room").click()
    await expect(actor.get_by_text("Please answer first")).to_be_visible()
    await actor.get_by_label("Yes, I agree").check()
    await actor.get_by_role("link", name="Go to the waiting room").click()
    await expect(actor.get_by_text("You are the first in the queue.")).to_be_visible()
    await check_accessible(actor)


async def _onto_the_stage(host: Page, actor: Page) -> None:
    await host.get_by_role("button", name="Open the room").click()
    lobby = host.locator("#lobby")
    await expect(lobby.get_by_text("Ana Silva")).to_be_visible()
    await check_accessible(host)
    assert (await received(actor))["frames"] == 0
    await lobby.get_by_role("button", name="Bring in").click()
    for page in (host, actor):
        await flows(page, "frames")
        await flows(page, "energy")


async def _into_the_back_room(
    host: Page, actor: Page, producer: Page, installation: Installation
) -> None:
    await producer.goto(await installation.link_to(PRODUCER, "join"))
    await check_accessible(producer)
    await producer.get_by_role("link", name="Enter the back room").click()
    await flows(producer, "frames")
    await flows(producer, "energy")
    await expect(actor.locator("#watching").get_by_text("Paula Rivers")).to_be_visible()
    await expect(actor.locator("#watching").get_by_text("Producer")).to_be_visible()

    await producer.get_by_label("Only the back room").check()
    await expect(producer.locator("#heard-by")).to_have_text("Only the back room hears you.")
    await flows(host, "energy", "back")
    await host.get_by_label("Only the back room").check()
    await flows(producer, "energy", "back")
    await producer.get_by_placeholder("To the back room only").fill("She has it.")
    await producer.keyboard.press("Enter")
    await expect(host.locator("#back-chat").get_by_text("She has it.")).to_be_visible()
    await check_accessible(producer)
    assert "She has it." not in await actor.content()
    assert await actor.evaluate("callboard.back") is None
    await host.get_by_label("The stage", exact=True).check()


async def _record(host: Page, actor: Page) -> str:
    """Record a take of some seconds; return the address of its page."""
    start, stop = (
        host.get_by_role("button", name="Record a take"),
        host.get_by_role("button", name="Stop the take"),
    )
    await start.click()
    await expect(host.locator("#notice")).to_contain_text("agreed")
    await host.locator("input[name=agreed][value=yes]").check()
    await start.click()
    await expect(actor.locator("#recording")).to_contain_text("Recording take 1: Miranda")
    await stop.wait_for()
    await flows(host, "frames", more=60)
    await stop.click()
    link = host.locator("#takes a")
    await link.wait_for()
    await expect(actor.locator("#recording")).to_be_hidden()
    return await link.get_attribute("href") or ""


async def _review(host: Page, installation: Installation, take_page: str) -> None:
    await host.goto(installation.url + take_page)
    await expect(host.get_by_role("heading", name="Miranda, Scene 1, take 1")).to_be_visible()
    ran = await _length_of_take(host, installation)
    players = host.locator("video[src^='/recordings/']")
    await expect(players).to_have_count(2)
    for source in await players.evaluate_all("all => all.map((video) => video.src)"):
        answer = await host.request.get(source)
        file = decode(await answer.body())
        assert file.frames > 30
        assert file.loudest > 300, "the fake microphone beeps, so the file is not silent"
        assert abs(file.seconds - ran) < 0.3, (file, ran)
        print("TAKE", file, ran)
        part = await host.request.get(source, headers={"Range": "bytes=100-199"})
        assert (part.status, len(await part.body())) == (206, 100)
    await _seek(host)
    await host.locator("figure.whole video").wait_for(timeout=90_000)
    await check_accessible(host)
    await host.get_by_role("radio", name="4").check()
    await host.get_by_label("Note").fill("Listens well.")
    await host.get_by_role("button", name="Save the scorecard").click()
    await expect(host.get_by_text("Saved.")).to_be_visible()


async def _length_of_take(host: Page, installation: Installation) -> float:
    """Return how long the only take of the session ran by the room's clock, in seconds."""
    crumbs = host.get_by_role("navigation", name="Where you are")
    back = await crumbs.get_by_role("link", name="Takes").get_attribute("href")
    answer = await host.request.get(f"{installation.url}/api/v1{back}")
    (take,) = await answer.json()
    started, stopped = (datetime.fromisoformat(take[at]) for at in ("started_at", "stopped_at"))
    return (stopped - started).total_seconds()


async def _seek(page: Page) -> None:
    """Jump into the middle of a take, as a reviewer does."""
    reached = await page.evaluate(
        """async () => {
          const video = document.querySelector("video[src^='/recordings/']");
          if (video.readyState < 1) await new Promise((go) => video.onloadedmetadata = go);
          video.currentTime = video.duration / 2;
          await new Promise((go) => video.onseeked = go);
          return [video.currentTime / video.duration, video.readyState];
        }"""
    )
    assert abs(reached[0] - 0.5) < 0.05
    assert reached[1] >= 2, "there is a picture at that place"


async def _decide(host: Page, installation: Installation) -> None:
    seen = (await installation.mails.newest(ACTOR)).id
    await host.get_by_role("link", name="To the decisions").click()
    await check_accessible(host)
    await host.get_by_text("Give an answer").click()
    await host.get_by_role("radio", name="Callback").check()
    await host.get_by_role("button", name="Look at the mail").click()
    await expect(host.get_by_text("we would like to see you again: this is")).to_be_visible()
    await check_accessible(host)
    await host.get_by_role("button", name="Send it").click()
    await host.get_by_role("button", name="Take it back").click()
    await expect(host.get_by_text("nothing was sent")).to_be_visible()
    await host.get_by_role("button", name="Look at the mail").click()
    await host.get_by_role("button", name="Send it").click()
    await expect(host.get_by_role("button", name="Take it back")).to_be_visible()
    await check_accessible(host)
    await mails_leave(installation)
    mail = await installation.mails.newest(ACTOR, after=seen)
    assert mail.subject == "A callback for Miranda in The Tempest"
