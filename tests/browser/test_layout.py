"""Who is large on a stage, and in how many columns: the page's own rules, on their own."""

from typing import Any

from playwright.async_api import Browser

from tests.browser import people
from tests.browser.people import somebody
from tests.installation import Installation

_RULES = """async ([rule, given]) => {
  const layout = await import("/sources/room/layout.js");
  const found = layout[rule](...given);
  return found instanceof Set ? [...found] : found;
}"""


def shown(who: str, role: str, what: str = "camera") -> dict[str, Any]:
    key = who if what == "camera" else f"{who}/screen"
    return {"key": key, "what": what, "person": {"who": who, "role": role}}


HOST, ANA, BEN = shown("host", "host"), shown("ana", "actor"), shown("ben", "actor")
SCREEN = shown("ben", "actor", "screen")
LARGE: list[tuple[list[dict[str, Any]], str, str | None, list[str]]] = [
    ([HOST, ANA], "host", None, ["ana"]),
    ([HOST, ANA], "ana", None, ["host"]),
    ([HOST, ANA, BEN], "host", None, ["ana", "ben"]),
    ([HOST, ANA, BEN], "ana", None, ["ben"]),
    ([HOST, ANA, SCREEN, BEN], "ana", None, ["ben/screen"]),
    ([HOST, ANA, SCREEN, BEN], "ana", "host", ["host"]),
    ([HOST, ANA], "host", "who has left", ["ana"]),
    ([HOST], "host", None, ["host"]),
    ([], "host", None, []),
]
COLUMNS = [
    ((1, 900, 600), 1),
    ((2, 900, 600), 1),
    ((2, 1400, 500), 2),
    ((5, 900, 600), 2),
    ((6, 1600, 700), 3),
    ((0, 900, 600), 1),
]


async def test_the_rules_of_the_stage(installation: Installation, chromium: Browser) -> None:
    async with somebody(chromium) as page:
        await people.offer_sources(page)
        await page.goto(installation.url)
        for all_shown, me, pinned, expected in LARGE:
            found = await page.evaluate(_RULES, ["large", [all_shown, me, pinned]])
            assert found == expected, (me, pinned)
        for given, expected_columns in COLUMNS:
            found = await page.evaluate(_RULES, ["columns", given])
            assert found == expected_columns, given
