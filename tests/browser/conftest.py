"""A real Chromium with a fake camera and microphone."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from infra.checks.tools import CHROMIUM, FIREFOX
from tests.browser import tabs
from tests.browser.displays import display
from tests.browser.pages import Pages, pages_of
from tests.browser.people import PATIENCE_MS
from tests.browser.stages import invite_actor, paying, room
from tests.installation import Installation, Office

expect.set_options(timeout=PATIENCE_MS)

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream=fps=10",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]


FIREFOX_PREFERENCES = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.autoplay.default": 0,
}


@asynccontextmanager
async def launched(*flags: str) -> AsyncIterator[Browser]:
    """Run a Chromium; people in it have contexts of their own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM.ensure(), args=flags)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
async def chromium(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """Start a Chromium whose cameras are small, so that one machine bears many encodings."""
    film = tmp_path_factory.mktemp("camera") / "small.y4m"
    _write_film(film, 320, 180)
    async with launched(*CHROMIUM_FLAGS, f"--use-file-for-fake-video-capture={film}") as browser:
        yield browser


@pytest.fixture(scope="session")
async def screen() -> AsyncIterator[str]:
    async with display() as number:
        yield number


@pytest.fixture(scope="session")
async def firefox(screen: str) -> AsyncIterator[tabs.Browser]:
    """Start a Firefox that shows itself nowhere, but has a screen to share."""
    options = {
        "browser": "firefox",
        "executablePath": FIREFOX.ensure(),
        "extraPrefsFirefox": FIREFOX_PREFERENCES,
        "env": os.environ | {"DISPLAY": screen},
    }
    async with tabs.launched("Firefox", options) as browser:
        yield browser


@pytest.fixture(scope="session")
async def puppet_chromium() -> AsyncIterator[tabs.Browser]:
    """Start a Chromium in which the steps of a story are the same as in Firefox."""
    options = {"browser": "chrome", "executablePath": CHROMIUM.ensure(), "args": CHROMIUM_FLAGS}
    async with tabs.launched("Chromium", options) as browser:
        yield browser


def _write_film(path: Path, width: int, height: int) -> None:
    """Write a second of YUV4MPEG2, 4:2:0, in which brightness changes from picture to picture."""
    colours = bytes([128]) * (width * height // 2)
    with path.open("wb") as film:
        film.write(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode())
        for picture in range(10):
            film.write(b"FRAME\n" + bytes([60 + 15 * picture]) * (width * height) + colours)


@pytest.fixture(scope="module")
async def office(installation: Installation) -> AsyncIterator[Office]:
    """Return an office whose production is paid for; each test has sessions of its own."""
    async with paying(installation) as made:
        yield made


@pytest.fixture(scope="module")
async def pages(installation: Installation, office: Office) -> Pages:
    return await pages_of(installation, office)


class Audition(NamedTuple):
    """A host on stage, and the link of an actor who is awaited."""

    host: Page
    actor_link: str

    async def enter(self, actor: Page) -> None:
        """Bring the actor into the lobby, by their link."""
        await actor.goto(self.actor_link)
        await actor.get_by_label("Yes, I agree").check()
        await actor.get_by_role("link", name="Go to the waiting room").click()
        await expect(actor.get_by_text("You are next.")).to_be_visible()


@pytest.fixture
async def audition(office: Office, chromium: Browser) -> AsyncIterator[Audition]:
    async with room(office, chromium, [], producer=False) as opened:
        session = urlsplit(opened.host.url).path.removesuffix("/room")
        yield Audition(opened.host, await invite_actor(office, session, 0, "Ana Silva"))
