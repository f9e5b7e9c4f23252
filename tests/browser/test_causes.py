"""What is said lives as long as its cause, and which end is which: the page's own rules."""

from typing import Any

from playwright.async_api import Browser

from tests.browser import people
from tests.browser.people import somebody
from tests.installation import Installation

_PAGE = """() => {
  document.body.innerHTML = `<main id="main"></main><div id="room"></div>
    <div id="notice"><p id="notice-text"></p></div>`;
}"""
_SAID = """async ([said, states]) => {
  const { because, outlive } = await import("/sources/room/causes.js");
  const { notice } = await import("/sources/room/notice.js");
  because(said);
  const seen = [document.querySelector("#notice-text").textContent];
  for (const state of states) {
    outlive(state);
    seen.push(document.querySelector("#notice-text").textContent);
  }
  notice("", said.code);
  return seen;
}"""
_KIND = """async ([code, over]) =>
  (await import("/sources/room/farewell.js")).kindOf(code, over)"""

QUIET: dict[str, Any] = {
    "on_stage": [], "speakers": [], "take": None, "recorder": "ok",
    "you": {"muted": False},
}  # fmt: skip
ANA, NOOR = ({"name": name, "agreed": False, "screen": True} for name in ("Ana", "نور"))
SIX = [ANA] * 6
TAKE = {"id": "1", "phase": "recording"}
NEXT = {"id": "2", "phase": "recording"}
WHILE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("take_running", {"take": TAKE}, {}),
    ("no_take_running", {}, {"take": TAKE}),
    ("recorder_unwell", {"recorder": "Its disk is full."}, {}),
    ("stage_full", {"on_stage": SIX}, {"on_stage": SIX[:5]}),
    ("muted", {"you": {"muted": True}}, {}),
    ("enough_voices", {"speakers": [1, 2]}, {"speakers": [1]}),
    ("enough_screens", {"on_stage": [ANA, NOOR]}, {"on_stage": [ANA]}),
]
OF_A_TAKE = ("take_stopped", "take_failed", "take_not_started", "recording_cut")
ENDS = [
    (4403, "removed", "removed"),
    (4403, "session_ended", "session_ended"),
    (4403, "", "refused"),
    (4409, "", "elsewhere"),
    (4400, "", "broken"),
    (4429, "", "broken"),
]


async def test_the_rules_of_what_is_said_and_of_ends(
    installation: Installation, chromium: Browser
) -> None:
    async with somebody(chromium) as page:
        await people.offer_sources(page)
        await page.goto(installation.url)
        await page.evaluate(_PAGE)

        async def said(code: str, *states: dict[str, Any], because: str = "") -> list[str]:
            received = {"code": code, "words": "Why.", "because": because}
            found: list[str] = await page.evaluate(_SAID, [received, [QUIET | s for s in states]])
            return found

        for code, holds, over in WHILE:
            assert await said(code, holds, over, holds) == ["Why.", "Why.", "", ""], code
        both, one = {"on_stage": [ANA, NOOR]}, {"on_stage": [NOOR]}
        for code, because in (("consent_missing", ""), ("take_not_started", "consent_missing")):
            assert await said(code, both, one, {}, because=because) == [
                "Why.",
                "Ana, \u2068نور\u2069 have not agreed to be recorded.",
                "\u2068نور\u2069 has not agreed to be recorded.",
                "",
            ]
        for number, code in enumerate(OF_A_TAKE):
            before, after = (
                {"take": TAKE | {"id": f"{number}a"}},
                {"take": NEXT | {"id": f"{number}b"}},
            )
            await said("", before)
            assert await said(code, before, {}, after) == ["Why.", "Why.", "Why.", ""], code
        assert await said("hours_used", {}, {"take": TAKE}) == ["Why.", "Why.", "Why."]
        for closed, why, kind in ENDS:
            assert await page.evaluate(_KIND, [closed, why]) == kind
