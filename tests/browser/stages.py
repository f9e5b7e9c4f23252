"""A room full of people, each in a browser of their own."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, NamedTuple

from playwright.async_api import Browser, Page, expect

from tests.browser.people import flows, somebody, until
from tests.installation import Installation, Office, furnish

AS_ON_A_DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}


class Room(NamedTuple):
    """A host on stage of an open session, and everyone who is invited."""

    host: Page
    actors: list[Page]
    producer: Page

    async def bring_in(self, *names: str) -> None:
        """Bring people from the lobby onto the stage, one by one."""
        for name in names:
            row = self.host.locator("#lobby li", has_text=name)
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


@asynccontextmanager
async def room(
    installation: Installation, chromium: Browser, names: list[str], *, producer: bool = True
) -> AsyncIterator[Room]:
    """Open a session's room, with actors of these names in its lobby; a producer watches."""
    async with installation.browser() as owner, AsyncExitStack() as pages:
        office = await furnish(owner)
        await owner.pay(office.production)
        session = await owner.lay_out(office.production, slots=str(max(2, len(names))))
        links = [await invite_actor(office, session, slot, name) for slot, name in enumerate(names)]
        host = await pages.enter_async_context(somebody(chromium, **AS_ON_A_DESK))
        await _sign_in(host, office, installation)
        await host.goto(installation.url + session)
        await host.get_by_role("button", name="Open the room").click()
        await expect(host.locator("#lobby")).to_be_visible()
        actors = [await pages.enter_async_context(somebody(chromium)) for _ in names]
        for actor, link in zip(actors, links, strict=True):
            await enter(actor, link)
        watching = await pages.enter_async_context(somebody(chromium))
        if producer:
            await watching.goto(await invite_watcher(office, session) + "/room")
            await until(watching, "() => callboard.back.isIn()")
        yield Room(host, actors, watching)


async def enter(actor: Page, link: str) -> None:
    """Go into the lobby by a personal link, and agree to be recorded."""
    await actor.goto(link)
    await actor.get_by_label("Yes, I agree").check()
    await actor.get_by_role("link", name="Go to the waiting room").click()
    await expect(actor.locator("#queue")).not_to_be_empty()


async def invite_actor(office: Office, session: str, slot: int, name: str) -> str:
    owner, email = office.owner, f"{slot}-{office.actor}"
    slots = (await owner.get(f"/api/v1{session}/slots")).json()
    person = {"name": name, "email": email}
    await owner.post(f"/slots/{slots[slot]['id']}/invitations", session, data=person)
    return await owner.installation.link_to(email, "join")


async def invite_watcher(office: Office, session: str) -> str:
    owner, email = office.owner, f"paula-{office.actor}"
    person = {"name": "Paula Rivers", "title": "Producer", "email": email}
    await owner.post(f"{session}/watchers", session, data=person)
    return await owner.installation.link_to(email, "join")


async def _sign_in(page: Page, office: Office, installation: Installation) -> None:
    cookie = session_cookie(office, installation)
    await page.context.add_cookies([cookie])  # type: ignore[list-item]


def session_cookie(office: Office, installation: Installation) -> dict[str, str]:
    """Return what gives a browser the owner's session."""
    session = next(c for c in office.owner.client.cookies.jar if c.name == "session" and c.domain)
    return {"name": "session", "value": str(session.value), "url": installation.url}
