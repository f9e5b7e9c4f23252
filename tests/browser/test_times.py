"""Times on a page, in browsers that know fewer zones than the house, or none."""

from playwright.async_api import Browser

from tests.browser import people
from tests.browser.people import somebody
from tests.installation import Installation

_SHOW = """async ([form, zone]) => {
  const { localise } = await import("/sources/page/times.js");
  const time = document.createElement("time");
  Object.assign(time.dataset, { form, zone });
  time.dateTime = "2027-01-15T10:00:00+00:00";
  time.textContent = "as agreed";
  localise(time);
  return time.textContent;
}"""
_NO_ZONE = """const asked = Intl.DateTimeFormat.prototype.resolvedOptions;
Intl.DateTimeFormat.prototype.resolvedOptions = function () {
  return { ...asked.call(this), timeZone: undefined };
};"""


async def test_a_zone_that_a_browser_does_not_know_stops_nothing(
    installation: Installation, chromium: Browser
) -> None:
    async with somebody(chromium) as page:
        await people.offer_sources(page)
        await page.goto(installation.url)
        for zone in ("Mars/Olympus", "Factory", "Europe/Kyiv", ""):
            for form in ("clock", "long"):
                shown = await page.evaluate(_SHOW, [form, zone])
                assert shown.startswith("as agreed") or "2027" in shown, (zone, form)


async def test_a_browser_that_does_not_say_its_zone_shows_what_was_agreed(
    installation: Installation, chromium: Browser
) -> None:
    async with somebody(chromium) as page:
        await page.add_init_script(_NO_ZONE)
        await people.offer_sources(page)
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        await page.goto(installation.url)
        assert (await page.evaluate(_SHOW, ["clock", "Europe/London"])).startswith("as agreed")
        assert not problems


async def test_a_clock_that_runs_like_the_readers_own_is_not_said_twice(
    installation: Installation, chromium: Browser
) -> None:
    async with somebody(chromium, timezone_id="Europe/London") as page:
        await people.offer_sources(page)
        await page.goto(installation.url)
        assert await page.evaluate(_SHOW, ["clock", "Africa/Abidjan"]) == "as agreed"
        assert await page.evaluate(_SHOW, ["clock", "Europe/Paris"]) != "as agreed"
