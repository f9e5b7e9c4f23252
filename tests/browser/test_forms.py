"""Pages in four forms: light, dark, on a phone, and at twice the size (WCAG 2.2, 1.4.4 and 1.4.10).

A plain run takes a sample; `--pictures` takes all, and keeps what they look like.
"""

from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests import extent
from tests.browser import pictures
from tests.browser.axe import check_accessible, too_wide
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
FEW = 8
"""So many pages of each form are in a plain run."""


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
            await pictures.keep(page, path, form)
            if wide := await too_wide(page):
                wrong.append(f"{path} is {wide} px too wide")
            await check_accessible(page, how["color_scheme"])
    assert not wrong
