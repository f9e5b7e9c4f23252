"""A worker is killed in the middle of a take: everyone is back by themselves, the take is kept."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.people import flows, until
from tests.browser.recordings import decode
from tests.browser.stages import paying, room
from tests.browser.workers import kill_worker_of_stage
from tests.installation import Installation, open_installation

_SOURCES = "all => all.map((video) => video.src)"


@pytest.fixture
async def two_workers(servers_folder: Path) -> AsyncIterator[Installation]:
    async with open_installation(servers_folder / "two-workers", rooms=2) as installation:
        yield installation


async def test_a_killed_worker_costs_nobody_their_place_and_no_take(
    two_workers: Installation, chromium: Browser
) -> None:
    async with (
        paying(two_workers) as office,
        room(office, chromium, ["Ana Silva"], producer=False) as opened,
    ):
        host, (actor,) = opened.host, opened.actors
        await opened.start_take(frames=40)
        for page in (host, actor):
            await page.evaluate("() => { callboard.life = callboard.signalling.life; }")
        await kill_worker_of_stage(two_workers)
        for page in (host, actor):
            await _is_back(page)
        await expect(host.get_by_role("button", name="Record a take")).to_be_enabled()
        await _plays(host)


async def _is_back(page: Page) -> None:
    """The person is on stage again, and sees and hears the other."""
    await until(page, "() => callboard.signalling.life > callboard.life")
    await expect(page.locator("#room")).to_have_attribute("data-where", "stage")
    await flows(page, "frames", more=10)
    await flows(page, "energy")


async def _plays(host: Page) -> None:
    """The files of the take that was cut are there and decode."""
    async with host.context.expect_page() as opening:
        await host.locator("#takes a").click()
    take = await opening.value
    players = take.locator("video[src^='/recordings/']")
    await expect(players).to_have_count(2)
    for source in await players.evaluate_all(_SOURCES):
        file = decode(await (await take.request.get(source)).body())
        assert file.frames > 20
        assert file.seconds > 2
