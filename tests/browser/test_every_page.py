"""Every page of the house in Chromium and WebKit: no script fails, nothing is wrong on a console,
and nothing is forbidden by the pages' own policy."""

import pytest

from tests.browser.pages import OPEN, Pages
from tests.browser.tabs import Browser
from tests.browser.webkit import WebKit, webkit
from tests.eventually import eventually

MADE_UP = ("/takes/{take_id}", "/sessions/{session_id}/takes", "/talent/{talent_id}")
"""They show a take or a picture whose files are made up, and not there: the story looks at a real
take."""


async def test_nothing_is_wrong_on_any_page(pages: Pages, puppet_chromium: Browser) -> None:
    assert {"/productions", "/join/{link}", "/sessions/{session_id}/room"} <= {*pages.addresses}
    async with puppet_chromium.tab() as tab:
        for path in OPEN:
            await tab.goto(pages.cookie["url"] + path)
        await tab.take_cookie(**pages.cookie)
        for path, address in pages.addresses.items():
            if path not in MADE_UP:
                await tab.goto(address)
                assert not tab.wrong, (path, tab.wrong)


async def test_every_page_works_in_webkit(pages: Pages, screen: str) -> None:
    async with webkit(screen) as browser:
        for path in OPEN:
            await browser.goto(pages.cookie["url"] + path)
            assert not await browser.wrong(), path
        await browser.take_cookie(**pages.cookie)
        for path, address in pages.addresses.items():
            await browser.goto(address)
            assert not await browser.wrong(), path
            assert await browser.evaluate("() => document.querySelector('h1').textContent"), path


@pytest.mark.parametrize("path", ["/join/{link}/room", "/sessions/{session_id}/room"])
async def test_without_webrtc_the_room_says_which_browsers_can(
    pages: Pages, screen: str, path: str
) -> None:
    async with webkit(screen) as browser:
        await browser.goto(pages.cookie["url"])
        await browser.take_cookie(**pages.cookie)
        await browser.goto(pages.addresses[path])
        words = ("Chrome, Edge, Firefox and Safari", "On an iPhone", "Open in Safari")
        await eventually(
            lambda: _shown(browser), lambda received: all(each in received for each in words)
        )


async def _shown(browser: WebKit) -> str:
    shown: str = await browser.evaluate("() => document.body.innerText")
    return shown
