"""A room full of people, each in a browser of their own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, NamedTuple
from uuid import uuid4

from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.people import flows, somebody, until
from tests.installation import SIDES, Installation, Office, furnish

ANSWERS_ARE_KNOWN = """() => !Object.keys(sessionStorage)
  .some((key) => key.startsWith("consent:"))"""
AS_ON_A_DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}


class Room(NamedTuple):
    """A host on stage of an open session, and everyone who is invited."""

    host: Page
    actors: list[Page]
    watching: list[Page]

    @property
    def producer(self) -> Page:
        (producer,) = self.watching
        return producer

    async def bring_in(self, *names: str) -> None:
        """Bring people from the lobby onto the stage, one by one."""
        for name in names:
            row = in_lobby(self.host, name)
            await row.get_by_role("button", name="Bring in").click()
            await expect(row.get_by_role("button", name="Send back")).to_be_visible()

    async def agree(self) -> None:
        """Let the host agree to be recorded."""
        await self.host.locator("input[name=agreed][value=yes]").check()

    async def start_take(self, *, frames: float) -> None:
        """Bring Ana in and record her, until the host has seen so many more of her pictures."""
        await self.bring_in("Ana Silva")
        await self.agree()
        await flows(self.host, "frames")
        await self.host.get_by_role("button", name="Record a take").click()
        await expect(self.actors[0].locator("#recording")).to_contain_text("Recording take 1")
        await flows(self.host, "frames", more=frames)

    def tile(self, page: Page, name: str) -> Any:
        return page.locator(".tile.camera", has_text=name)


def in_lobby(host: Page, name: str) -> Locator:
    return host.locator("#lobby li", has_text=name)


@asynccontextmanager
async def paying(installation: Installation) -> AsyncIterator[Office]:
    """Found an office whose production is paid for."""
    async with installation.browser() as owner:
        office = await furnish(owner, SIDES.read_bytes())
        await owner.pay(office.production)
        yield office


@asynccontextmanager
async def room(
    office: Office, chromium: Browser, names: list[str], *, producer: bool = True
) -> AsyncIterator[Room]:
    """Open the room of a new session, with actors of these names in its lobby; a producer watches.

    Nobody comes by the pages before it: the story does.
    """
    owner = office.owner
    session = await owner.lay_out(office.production, slots=str(max(2, len(names))))
    links = [await invite_actor(office, session, slot, name) for slot, name in enumerate(names)]
    assert (await owner.post(f"{session}/open", session)).status_code == 303
    async with AsyncExitStack() as pages:
        host = await pages.enter_async_context(somebody(chromium, **AS_ON_A_DESK))
        actors = [await pages.enter_async_context(somebody(chromium)) for _ in names]
        watching = [await pages.enter_async_context(somebody(chromium)) for _ in range(producer)]
        async with asyncio.TaskGroup() as coming:
            coming.create_task(_host(host, office, session))
            coming.create_task(_in_turn(actors, links))
            for one in watching:
                coming.create_task(_watch(one, await invite_watcher(office, session)))
        for name in names:  # a row that changes is drawn anew, and a click into that is lost
            await expect(in_lobby(host, name)).to_contain_text("agrees to be recorded")
        yield Room(host, actors, watching)


async def _host(host: Page, office: Office, session: str) -> None:
    installation = office.owner.installation
    await host.context.add_cookies([session_cookie(office, installation)])  # type: ignore[list-item]
    await host.goto(f"{installation.url}{session}/room")
    await expect(host.locator("#lobby")).to_be_visible()


async def _in_turn(actors: list[Page], links: list[str]) -> None:
    """Have actors come into the lobby in the order of their names."""
    for actor, link in zip(actors, links, strict=True):
        await actor.goto(f"{link}/room")
        await expect(actor.locator("#queue")).not_to_be_empty()
        await actor.locator("input[name=agreed][value=yes]").check()
        await until(actor, ANSWERS_ARE_KNOWN)


async def _watch(producer: Page, link: str) -> None:
    await producer.goto(f"{link}/room")
    await until(producer, "() => callboard.back.isIn()")


async def invite_actor(office: Office, session: str, slot: int, name: str) -> str:
    owner, email = office.owner, f"{uuid4().hex[:8]}-{office.actor}"
    slots = (await owner.get(f"/api/v1{session}/slots")).json()
    person = {"name": name, "email": email}
    await owner.post(f"/slots/{slots[slot]['id']}/invitations", session, data=person)
    return await owner.installation.link_to(email, "join")


async def invite_watcher(office: Office, session: str) -> str:
    owner, email = office.owner, f"paula-{uuid4().hex[:8]}-{office.actor}"
    person = {"name": "Paula Rivers", "title": "Producer", "email": email}
    await owner.post(f"{session}/watchers", session, data=person)
    return await owner.installation.link_to(email, "join")


def session_cookie(office: Office, installation: Installation) -> dict[str, str]:
    """Return what gives a browser the owner's session."""
    session = next(c for c in office.owner.client.cookies.jar if c.name == "session" and c.domain)
    return {"name": "session", "value": str(session.value), "url": installation.url}
