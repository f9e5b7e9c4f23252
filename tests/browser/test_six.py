"""A full stage: six people, each of whom sees and hears the five others."""

from playwright.async_api import Browser, expect

from tests.browser.people import until
from tests.browser.stages import room
from tests.installation import Office

FIVE = ["Ana Silva", "Ben Okafor", "Chloé Martin", "Dev Rao", "Eva Lind"]
_SEEN = """() => {
  const films = [...document.querySelectorAll(".tile:not(.own) video")];
  const decoded = films.map((film) => film.getVideoPlaybackQuality().totalVideoFrames);
  return films.length === 5 && decoded.every((frames) => frames >= 20);
}"""
_PACKETS_ARRIVED = """async () => [...(await callboard.receiving.stats()).values()].filter((stat) =>
  stat.type === "inbound-rtp" && stat.kind === "audio" && stat.totalAudioEnergy > 0).length"""


async def test_six_people_see_and_hear_each_other(office: Office, chromium: Browser) -> None:
    async with room(office, chromium, FIVE, producer=False) as opened:
        await opened.bring_in(*FIVE)
        for page in (opened.host, *opened.actors):
            await expect(page.locator(".tile:not(.own)")).to_have_count(5)
            await until(page, _SEEN)
            await until(page, f"async () => await ({_PACKETS_ARRIVED})() === 5")
