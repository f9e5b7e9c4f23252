"""Programs that the tests need and that no lock file can bring."""

import os
import shutil
import subprocess

import msgspec


class MissingTool(Exception):
    """A program is not there, and could not be installed; says how to get it."""


class Tool(msgspec.Struct, frozen=True, kw_only=True):
    """A program by its name for people, the variable that may name another, the package that
    brings it, and what it may be called."""

    title: str
    variable: str
    package: str
    names: tuple[str, ...]

    def ensure(self) -> str:
        """Return the program's path, installing it first if we are root on Debian or Ubuntu.

        Raises:
            MissingTool: says how to get it.
        """
        if found := self._named() or self._found():
            return found
        _install(self.title, self.package)
        if found := self._found():
            return found
        raise MissingTool(
            f"The browser tests need {self.title}. Debian, Ubuntu: apt-get install {self.package}."
            f" Elsewhere install it, or set {self.variable} to its path."
        )

    def _named(self) -> str | None:
        name = os.environ.get(self.variable)
        if name and not shutil.which(name):
            raise MissingTool(f"{self.variable} names {name}, which is no program")
        return name or None

    def _found(self) -> str | None:
        return next(filter(None, map(shutil.which, self.names)), None)


def _install(title: str, package: str) -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {title} …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", package]):
        subprocess.run(  # noqa: S603 - fixed words only
            ["apt-get", "-qq", *words],  # noqa: S607 - the system's own
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )


CHROMIUM = Tool(
    title="Chromium",
    variable="CHROMIUM",
    package="chromium",
    names=(
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
)
FIREFOX = Tool(
    title="Firefox",
    variable="FIREFOX",
    package="firefox-esr",
    names=("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"),
)
COTURN = Tool(title="coturn", variable="TURNSERVER", package="coturn", names=("turnserver",))
XVFB = Tool(title="Xvfb", variable="XVFB", package="xvfb", names=("Xvfb",))
WEBKIT = Tool(
    title="WebKitGTK's driver",
    variable="WEBKITDRIVER",
    package="webkit2gtk-driver",
    names=("WebKitWebDriver",),
)
OF_BROWSER_TESTS = (CHROMIUM, FIREFOX, WEBKIT, XVFB, COTURN)
