"""Pictures of pages, which `./infra/test --pictures` keeps."""

import os
import re
from pathlib import Path

from playwright.async_api import Page

FOLDER = os.environ.get("PICTURES")
"""Where pictures are kept, if they are."""


async def keep(page: Page, name: str, form: str) -> None:
    """Keep what a page, called so, looks like in one form, as far down as it goes."""
    if FOLDER:
        file = f"{re.sub('[^a-z0-9]+', '-', name).strip('-') or 'home'}.{form}.png"
        await page.screenshot(full_page=True, path=Path(FOLDER) / file)
