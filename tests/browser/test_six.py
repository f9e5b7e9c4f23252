"""A full stage: six people, each of whom sees and hears the five others."""

from playwright.async_api import Browser, expect

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


async def test_six_people_see_and_hear_each_other(house: House, small_cameras: Browser) -> None:
    async with room(house, small_cameras, FIVE, producer=False) as opened:
        await opened.bring_in(*FIVE)
        for page in (opened.host, *opened.actors):
            await expect(page.locator(".tile:not(.own)")).to_have_count(5)
            await until(page, f"async () => await ({_MOVING})() === 5")
            await until(page, f"async () => await ({_HEARD})() === 5")
