"""Firefox and Chromium in one room: every part of the stage, from each of them to the other."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import NamedTuple

import pytest

from tests.browser.people import flows
from tests.browser.stages import invite_actor, invite_watcher, session_cookie
from tests.browser.tabs import Browser, Tab, called
from tests.installation import Installation, furnish

PACKETS_ARRIVED = "Everyone on stage and watching hears you."

# The tile of a screen is the largest, and its film runs.
_SCREEN = """() => {
  const film = document.querySelector("#large .tile.screen video");
  return film?.videoWidth > 0;
}"""
# The host looks at the actor large and the producer, on a phone, small.
_BOTH_SIZES = """async () => {
  const sent = [...(await callboard.publishing.stats()).values()]
    .filter(({ type, kind, framesEncoded }) =>
      type === "outbound-rtp" && kind === "video" && framesEncoded > 0);
  return new Set(sent.map(({ rid }) => rid)).size === 2;
}"""
_SEEK = """async () => {
  const film = document.querySelector("video[src^='/recordings/']");
  if (film.readyState < 1) await new Promise((go) => { film.onloadedmetadata = go; });
  film.muted = true;
  await film.play();
  film.currentTime = film.duration / 2;
  await new Promise((go) => { film.onseeked = go; });
  return [film.currentTime / film.duration, film.readyState, film.videoWidth];
}"""


class Company(NamedTuple):
    """Who is in the room, each in a browser of their own."""

    host: Tab
    actor: Tab
    producer: Tab


@pytest.fixture(params=["firefox-chromium", "chromium-firefox"])
async def company(
    request: pytest.FixtureRequest,
    installation: Installation,
    firefox: Browser,
    puppet_chromium: Browser,
) -> AsyncIterator[Company]:
    """A host in one browser, actor and producer in the other, all on their places."""
    kinds = {"firefox": firefox, "chromium": puppet_chromium}
    of_host, of_guests = (kinds[name] for name in request.param.split("-"))
    async with installation.browser() as owner, AsyncExitStack() as tabs:
        office = await furnish(owner)
        await owner.pay(office.production)
        session = await owner.lay_out(office.production)
        host = await tabs.enter_async_context(of_host.tab())
        await host.take_cookie(**session_cookie(office, installation))
        await host.goto(installation.url + session)
        await host.click(called("button", "Open the room"))
        actor = await tabs.enter_async_context(of_guests.tab(390, 844))
        await actor.goto(await invite_actor(office, session, 0, "Ana Silva"))
        await actor.click(called("radio", "Yes, I agree"))
        await actor.click(called("link", "Go to the waiting room"))
        await actor.says("#queue", "You are next.")
        producer = await tabs.enter_async_context(of_guests.tab(390, 844))
        await producer.goto(await invite_watcher(office, session) + "/room")
        await producer.until("() => callboard.back.isIn()")
        await host.click(called("button", "Bring in"))
        yield Company(host, actor, producer)


async def test_the_story_of_a_take(company: Company) -> None:
    host, actor, _ = company
    for tab in company:
        await flows(tab, "frames")
        await flows(tab, "energy")
    for tab in (host, actor):
        await tab.says("#heard-by", PACKETS_ARRIVED)
    await actor.until(_BOTH_SIZES)
    await _back_room(company)
    await _screen(company)
    await _take(host, actor)


async def _back_room(company: Company) -> None:
    host, _, producer = company
    await producer.click("input[name=talk][value=back_room]")
    await producer.says("#heard-by", "Only the back room hears you.")
    await flows(host, "energy", "back")


async def _screen(company: Company) -> None:
    _, actor, producer = company
    for shared, seen in ((actor, company.host), (company.host, producer)):
        await shared.click("#screen")
        await seen.until(_SCREEN)
        await shared.click("#screen")
        await seen.until("() => !document.querySelector('.tile.screen')")


async def _take(host: Tab, actor: Tab) -> None:
    await host.click("input[name=agreed][value=yes]")
    await host.click(called("button", "Record a take"))
    await actor.says("#recording", "Recording take 1")
    await flows(host, "frames", more=30)
    await host.click(called("button", "Stop the take"))
    await host.until("() => document.querySelector('#takes a')")
    take = await host.evaluate("() => document.querySelector('#takes a').href")
    await host.goto(take)
    await host.until("() => document.querySelectorAll(\"video[src^='/recordings/']\").length === 2")
    place, ready, width = await host.evaluate(_SEEK)
    assert abs(place - 0.5) < 0.1
    assert ready >= 2, "there is a picture at that place"
    assert width > 0
