"""The browser that the tests drive: the system's own, or Debian's package."""

import shutil
from pathlib import Path

from infra.checks.tools import MissingTool, install, named

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def ensure() -> str:
    """Return the path of Chromium, installing it first if we are root on Debian or Ubuntu.

    Raises:
        MissingTool: says how to get one.
    """
    if found := named("CHROMIUM") or _find():
        return found
    install("Chromium", "chromium")
    if found := _find():
        return found
    raise MissingTool(
        "The browser tests need Chromium. Debian, Ubuntu: apt-get install chromium."
        " Elsewhere install Chromium or Chrome, or set CHROMIUM to its path."
    )


def _find() -> str | None:
    names = filter(None, map(shutil.which, _NAMES))
    return next(names, str(_MAC) if _MAC.exists() else None)
