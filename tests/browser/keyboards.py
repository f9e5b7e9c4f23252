"""Somebody who has a keyboard, and no pointer: everything is reached by Tab, and seen to be."""

from typing import Any

from tests.browser.tabs import Failed, Tab

MOST_STOPS = 60
"""So many stops are before anything of a page, at most."""

# How what has the focus is called, and whether it is seen to have it (WCAG 2.2, 2.4.7).
_FOCUSED = r"""() => {
  const one = document.activeElement;
  const label = one.labels?.[0];
  const words = one.getAttribute("aria-label")
    ?? (label?.querySelector("span") ?? label ?? one).textContent;
  const isSeen = getComputedStyle(one).outlineStyle !== "none";
  return { called: words.replace(/\s+/g, " ").trim(), isSeen };
}"""
# The page is there with its scripts, and a part that can be seen says the words.
_SEES = """([selector, words]) => document.readyState === "complete"
  && [...document.querySelectorAll(selector)]
    .some((one) => one.checkVisibility() && one.textContent.includes(words))"""
_IS_GONE = "(selector) => !document.querySelector(selector)"


class Keyboard:
    """The keys under somebody's hands, and what their browser shows them."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.tab.press(key)

    async def type(self, text: str) -> None:
        await self.tab.type(text)

    async def reach(self, name: str) -> None:
        """Go on by Tab to what is called so, or begins so. Raises Failed."""
        passed: list[str] = []
        while len(passed) < MOST_STOPS:
            await self.tab.press("Tab")
            focused: dict[str, Any] = await self.tab.evaluate(_FOCUSED)
            if focused["called"].startswith(name):
                assert focused["isSeen"], f"{name} does not show that it has the focus"
                return
            passed.append(focused["called"][:40])
        raise Failed(f"{name} is not within {MOST_STOPS} stops: {passed}")

    async def enter(self, name: str) -> None:
        """Go on to what is called so, and press Enter on it."""
        await self.reach(name)
        await self.tab.press("Enter")

    async def fill(self, name: str, text: str) -> None:
        """Go on to the field that is called so, and type into it."""
        await self.reach(name)
        await self.tab.type(text)

    async def sees(self, selector: str, words: str) -> None:
        """Wait until a page that is there as a whole says so in a part of it."""
        await self.tab.until(_SEES, [selector, words])

    async def gone(self, selector: str) -> None:
        await self.tab.until(_IS_GONE, selector)
