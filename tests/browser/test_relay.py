"""Who can only reach a relay sees and is seen: everything through a real coturn."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.async_api import Browser, BrowserContext, Page

from tests.browser.people import flows
from tests.browser.relaying import Relay, relay
from tests.browser.stages import paying, room
from tests.installation import Installation, open_installation

_RELAY_ONLY = """window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(given) { super({ ...given, iceTransportPolicy: "relay" }); }
};"""
_WAYS = """async (which) => {
  const stats = await callboard[which].stats();
  return [...stats.values()]
    .filter((stat) => stat.type === "candidate-pair" && stat.state === "succeeded")
    .map((pair) => stats.get(pair.localCandidateId).candidateType);
}"""


class RelayOnly:
    """A browser whose pages reach nothing but a relay, as behind a strict firewall."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    async def new_context(self, **how: Any) -> BrowserContext:
        context = await self._browser.new_context(**how)
        await context.add_init_script(_RELAY_ONLY)
        return context


@pytest.fixture
async def coturn(tmp_path: Path) -> AsyncIterator[Relay]:
    async with relay(tmp_path) as running:
        yield running


@pytest.fixture
async def relayed_house(coturn: Relay, servers_folder: Path) -> AsyncIterator[Installation]:
    received = {
        "TURN_URLS": coturn.url,
        "TURN_SECRET": coturn.secret,
        "ROOMS_PUBLIC_IP": "127.0.0.1",
    }
    async with open_installation(servers_folder / "relayed", environment=received) as installation:
        yield installation


async def ways(page: Page, which: str) -> set[str]:
    """Return the kinds of candidates by which a page's connection of one direction goes."""
    return set(await page.evaluate(_WAYS, which))


async def test_who_can_only_relay_gets_through(
    relayed_house: Installation, chromium: Browser
) -> None:
    browser = cast("Browser", RelayOnly(chromium))
    async with (
        paying(relayed_house) as office,
        room(office, browser, ["Ana Silva"], producer=False) as opened,
    ):
        await opened.bring_in("Ana Silva")
        for page in (opened.host, *opened.actors):
            await flows(page, "frames", more=10)
            await flows(page, "energy")
            assert await ways(page, "receiving") == {"relay"}
            assert await ways(page, "publishing") == {"relay"}
