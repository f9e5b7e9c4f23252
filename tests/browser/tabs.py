"""Tabs of a browser that speaks WebDriver BiDi or Chromium's protocol, driven by Puppeteer.

The steps of a story are written once, for whichever browser a person has. Playwright, which the
tests of Chromium alone use, drives no Firefox but one that it has patched.
"""

import asyncio
import itertools
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from sysconfig import get_path
from typing import Any

from tests.browser.people import PATIENCE_MS

UI = Path(__file__).parents[2] / "services" / "gateway" / "ui"
LONGEST_LINE = 1 << 24

_SAYS = """([selector, words]) => [...document.querySelectorAll(selector)]
  .some((one) => one.checkVisibility() && one.textContent.includes(words))"""


class Failed(AssertionError):
    """A page could not do what a person wanted, in time."""


class Browser:
    """A browser's process and the one that drives it."""

    def __init__(self, name: str, driver: Process) -> None:
        self.name = name
        self._driver = driver
        self._numbers = itertools.count()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._wrong: dict[int, list[str]] = {}
        self._reading = asyncio.create_task(self._read())

    async def ask(self, what: str, **how: Any) -> Any:
        """Have something done and return what came of it. Raises Failed."""
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        line = {"number": number, "what": what, "patience": PATIENCE_MS, **how}
        assert self._driver.stdin
        self._driver.stdin.write(json.dumps(line).encode() + b"\n")
        return await answer

    @asynccontextmanager
    async def tab(self, width: int = 1280, height: int = 900) -> AsyncIterator["Tab"]:
        """Open a tab with cookies of its own; anything wrong on its pages fails the test."""
        number = await self.ask("open", width=width, height=height)
        wrong = self._wrong.setdefault(number, [])
        yield Tab(self, number, wrong)
        await self.ask("close", tab=number)
        assert not wrong, (self.name, wrong)

    async def _read(self) -> None:
        assert self._driver.stdout
        while line := await self._driver.stdout.readline():
            self._take(json.loads(line))
        for answer in self._waiting.values():
            answer.set_exception(Failed(f"{self.name} has ended"))

    def _take(self, received: dict[str, Any]) -> None:
        if "wrong" in received:
            self._wrong.setdefault(received["tab"], []).append(received["wrong"])
            return
        answer = self._waiting.pop(received["number"])
        if answer.done():  # nobody waits for it any more
            return
        if "failed" in received:
            answer.set_exception(Failed(f"{self.name}: {received['failed']}"))
        else:
            answer.set_result(received["value"])


class Tab:
    """A page as one person has it before them."""

    def __init__(self, browser: Browser, number: int, wrong: list[str]) -> None:
        self.browser, self.wrong = browser, wrong
        self._number = number

    async def goto(self, url: str) -> None:
        await self._ask("goto", url=url)

    async def take_cookie(self, name: str, value: str, url: str) -> None:
        await self._ask("cookie", name=name, value=value, url=url)

    async def evaluate(self, expression: str, arg: Any = None) -> Any:
        """Call a function of JavaScript in the page and return what it fulfils."""
        return await self._ask("evaluate", script=expression, given=arg)

    async def until(self, holds: str, given: Any = None) -> None:
        """Wait until a function of JavaScript holds, on this page or the one that follows."""
        await self._ask("until", script=holds, given=given)

    async def says(self, selector: str, words: str) -> None:
        """Wait until a part that can be seen says the words."""
        await self.until(_SAYS, [selector, words])

    async def click(self, selector: str) -> None:
        """Click with the pointer on the first that the selector finds, once it is there."""
        await self._ask("click", selector=selector)

    async def fill(self, selector: str, text: str) -> None:
        await self._ask("fill", selector=selector, text=text)

    async def press(self, key: str) -> None:
        """Press a key, with others held as in `Control+k`."""
        await self._ask("press", key=key)

    async def type(self, text: str) -> None:
        """Type where the focus is."""
        await self._ask("type", text=text)

    async def picture(self, path: Path) -> None:
        await self._ask("picture", path=str(path))

    async def _ask(self, what: str, **how: Any) -> Any:
        return await self.browser.ask(what, tab=self._number, **how)


def called(role: str, name: str) -> str:
    """Return the selector for a part by its role and accessible name."""
    return f'::-p-aria([name="{name}"][role="{role}"])'


@asynccontextmanager
async def launched(name: str, options: dict[str, Any]) -> AsyncIterator[Browser]:
    """Run a browser by Puppeteer's options for launching it."""
    words = Path(get_path("scripts"), "node"), Path(__file__).with_suffix(".mjs")
    driver = await asyncio.create_subprocess_exec(
        *words, UI / "package.json", json.dumps(options),
        stdin=PIPE, stdout=PIPE, limit=LONGEST_LINE,
    )  # fmt: skip
    assert driver.stdin
    assert driver.stdout
    assert json.loads(await driver.stdout.readline()) == {"ready": True}
    browser = Browser(name, driver)
    yield browser
    driver.stdin.close()
    await driver.wait()
