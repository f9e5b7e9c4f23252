"""The steps of `./infra/test`, in their order."""

import sys
from pathlib import Path
from sysconfig import get_path

import msgspec

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "services" / "gateway" / "ui"
_SOURCES = ("services", "shared", "infra", "tests")
_SCRIPTS = Path(get_path("scripts"))


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One command. Light ones run beside each other, and then speak only if they fail.

    `whole` are words for a run of all its paths.
    """

    name: str
    argv: tuple[str, ...]
    paths: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    light: bool = False
    browser: bool = False

    def command(self, arguments: list[str]) -> list[str]:
        """Return the words to run; paths among the arguments take the place of the step's own."""
        chosen = any((ROOT / a.split("::")[0]).exists() for a in arguments)
        own = () if chosen else (*self.whole, *self.paths)
        return [*self.argv, *own, *arguments]


def _tests(
    name: str, *folders: str, beside: int = 0, light: bool = False, browser: bool = False
) -> Step:
    """Tests of some folders, in so many processes beside each other, each with its own servers."""
    paths = tuple(f"tests/{folder}" for folder in folders)
    argv = (sys.executable, "-m", "pytest", "--durations=5", "--durations-min=5")
    whole = ("-n", str(beside), "--dist", "loadfile") if beside else ()
    return Step(name=name, argv=argv, paths=paths, whole=whole, light=light, browser=browser)


def _tool(name: str, program: str, *words: str, paths: tuple[str, ...] = ()) -> Step:
    return Step(name=name, argv=(str(_SCRIPTS / program), *words), paths=paths, light=True)


# Tests that wait more than they work. Those of live media are fed at the pace of a clock.
_WAITING = ("archives", "billing", "embedded", "gateway", "runtime", "shared")

STEPS = (
    _tool("types", "mypy"),
    _tool("scripts", "node", str(UI / "node_modules/typescript/bin/tsc"), "--project", str(UI)),
    _tool("format", "ruff", "format", "--check", paths=_SOURCES),
    _tool("lint", "ruff", "check", paths=_SOURCES),
    _tool("imports", "lint-imports", "--no-logo"),
    _tests("unit", "unit", "architecture", "contracts", light=True),
    _tests(
        "integration",
        "migrations",
        *(f"integration/{name}" for name in _WAITING),
        beside=3,
    ),
    _tests("live", "integration/rooms", "integration/rooms_media"),
    _tests("browser", "browser", browser=True),
)
