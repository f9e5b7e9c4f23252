"""A full stage: six people, each of whom sees and hears the five others."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.conftest import CHROMIUM_FLAGS, chromium_path
from tests.browser.people import until
from tests.browser.stages import room
from tests.house import House

FIVE = ["Ana Silva", "Ben Okafor", "Chloé Martin", "Dev Rao", "Eva Lind"]
# Counts the other tiles whose picture moves while it is looked at.
_MOVING = """async () => {
  const films = [...document.querySelectorAll(".tile:not(.own) video")];
  const decoded = () => films.map((film) => film.getVideoPlaybackQuality().totalVideoFrames);
  const before = decoded();
  await new Promise((later) => setTimeout(later, 500));
  return decoded().filter((frames, at) => frames > before[at]).length;
}"""
_HEARD = """async () => [...(await callboard.receiving.stats()).values()].filter((stat) =>
  stat.type === "inbound-rtp" && stat.kind === "audio" && stat.totalAudioEnergy > 0).length"""


@pytest.fixture
async def small_cameras(tmp_path: Path) -> AsyncIterator[Browser]:
    """Start a Chromium whose cameras are small, so that one machine bears twelve encodings."""
    film = tmp_path / "small.y4m"
    _write_film(film, 320, 180)
    flags = [*CHROMIUM_FLAGS, f"--use-file-for-fake-video-capture={film}"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=flags)
        yield browser
        await browser.close()


def _write_film(path: Path, width: int, height: int) -> None:
    """Write a second of YUV4MPEG2, 4:2:0, in which brightness changes from picture to picture."""
    colours = bytes([128]) * (width * height // 2)
    with path.open("wb") as film:
        film.write(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode())
        for picture in range(10):
            film.write(b"FRAME\n" + bytes([60 + 15 * picture]) * (width * height) + colours)


async def test_six_people_see_and_hear_each_other(house: House, small_cameras: Browser) -> None:
    async with room(house, small_cameras, FIVE, producer=False) as opened:
        await opened.bring_in(*FIVE)
        for page in (opened.host, *opened.actors):
            await expect(page.locator(".tile:not(.own)")).to_have_count(5)
            await until(page, f"async () => await ({_MOVING})() === 5")
            await until(page, f"async () => await ({_HEARD})() === 5")
