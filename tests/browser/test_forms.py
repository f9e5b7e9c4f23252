"""Pages in four forms: light, dark, on a phone, and at twice the size (WCAG 2.2, 1.4.4 and 1.4.10).

A plain run takes a sample; `--pictures` takes all, and keeps what they look like.
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests import extent
from tests.browser.axe import check_accessible
from tests.browser.pages import OPEN, Pages
from tests.browser.people import somebody

FORMS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "double": {
        "viewport": {"width": 640, "height": 450},
        "device_scale_factor": 2,
        "color_scheme": "light",
    },
}
FOLDER = os.environ.get("PICTURES")
"""Where pictures are kept, if they are."""
FEW = 8
"""So many pages of each form are in a plain run."""
_TOO_WIDE = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth - clientWidth;
}"""


@pytest.mark.timeout(600)
@pytest.mark.parametrize("form", FORMS)
async def test_pages_fit(form: str, pages: Pages, chromium: Browser) -> None:
    how = FORMS[form]
    of_everybody = {path: pages.cookie["url"] + path for path in OPEN}
    wrong: list[str] = []
    async with somebody(chromium, **how) as stranger, somebody(chromium, **how) as owner:
        await owner.context.add_cookies([pages.cookie])  # type: ignore[list-item]
        every = [(owner, *page) for page in pages.addresses.items()]
        every += [(stranger, *page) for page in of_everybody.items()]
        for page, path, address in extent.sample(every, FEW):
            await page.goto(address)
            await expect(page.locator("h1").first).to_be_attached()
            if FOLDER:
                await page.screenshot(full_page=True, path=Path(FOLDER) / _file(path, form))
            if too_wide := await page.evaluate(_TOO_WIDE):
                wrong.append(f"{path} is {too_wide} px too wide")
            await check_accessible(page, how["color_scheme"])
    assert not wrong


def _file(path: str, form: str) -> str:
    return f"{re.sub('[^a-z0-9]+', '-', path).strip('-') or 'home'}.{form}.png"
