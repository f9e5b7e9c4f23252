"""Every page of the house in Chromium and WebKit: no script fails, nothing is wrong on a console,
and nothing is forbidden by the pages' own policy."""

from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest

from tests.browser.stages import session_cookie
from tests.browser.tabs import Browser
from tests.browser.webkit import WebKit, webkit
from tests.eventually import eventually
from tests.installation import Installation, furnish
from tests.integration.gateway.route_permissions import filled, routes
from tests.integration.gateway.test_route_permissions import known

OPEN = ("/", "/sign-in")
"""What nobody sees who is signed in."""
MADE_UP = ("/takes/{take_id}", "/sessions/{session_id}/takes")
"""They show a take whose files are made up, and not there: the story looks at a real one."""


class Pages(NamedTuple):
    """The addresses of all pages of an office, and what lets the owner in."""

    cookie: dict[str, str]
    addresses: dict[str, str]


@pytest.fixture(scope="module")
async def pages(installation: Installation) -> AsyncIterator[Pages]:
    """Find out which routes are pages; a part of a page has no head of its own."""
    async with installation.browser() as owner:
        office = await furnish(owner)
        await owner.pay(office.production)
        await owner.post(f"{office.session}/open", office.session)
        ids = (await known(installation, office)).ids
        found = {}
        for path in sorted(path for method, path in routes() if method == "GET"):
            if path.startswith("/api/"):
                continue
            answer = await owner.get(filled(path, ids))
            if answer.status_code == 200 and answer.text.startswith("<!doctype html>"):
                found[path] = installation.url + filled(path, ids)
        yield Pages(session_cookie(office, installation), found)


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
        await eventually(lambda: _shown(browser), lambda told: all(each in told for each in words))


async def _shown(browser: WebKit) -> str:
    shown: str = await browser.evaluate("() => document.body.innerText")
    return shown
