"""The browser that the tests drive: the system's own, or Debian's package."""

import os
import shutil
import subprocess
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


class NoChromium(Exception):
    """There is no browser to test with, and none could be installed."""


def ensure() -> str:
    """Return the path of Chromium, installing it first if we are root on Debian or Ubuntu.

    Raises:
        NoChromium: says how to get one.
    """
    if named := os.environ.get("CHROMIUM"):
        if shutil.which(named):
            return named
        raise NoChromium(f"CHROMIUM names {named}, which is no program")
    if found := _find():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
    if found := _find():
        return found
    raise NoChromium(
        "The browser tests need Chromium. Debian, Ubuntu: apt-get install chromium."
        " Elsewhere install Chromium or Chrome, or set CHROMIUM to its path."
    )


def _find() -> str | None:
    names = filter(None, map(shutil.which, _NAMES))
    return next(names, str(_MAC) if _MAC.exists() else None)


def _install() -> None:
    print("Installing Chromium …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(  # noqa: S603 - fixed words only
            ["apt-get", "-qq", *words],  # noqa: S607 - the system's own
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )
