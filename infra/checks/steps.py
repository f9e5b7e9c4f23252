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
    """One command. Light ones run beside each other, and then speak only if they fail, but for one
    that `tells` how far it came. `whole` are words for a run of all its paths.
    """

    name: str
    argv: tuple[str, ...]
    paths: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    light: bool = False
    tells: bool = False
    browser: bool = False
    is_tests: bool = False

    def command(self, arguments: list[str]) -> list[str]:
        """Return the words to run; paths among the arguments take the place of the step's own."""
        chosen = any((ROOT / a.split("::")[0]).exists() for a in arguments)
        own = () if chosen else (*self.whole, *self.paths)
        return [*self.argv, *own, *arguments]

    def with_plugin(self, module: str) -> "Step":
        """Return the same tests with one more of pytest's plugins."""
        return msgspec.structs.replace(self, argv=(*self.argv, "-p", module))


def of_tests(name: str, *paths: str, beside: int = 0, **more: bool) -> Step:
    """Make a step of tests, in so many processes beside each other, each with its own servers."""
    argv = (sys.executable, "-m", "pytest", "--durations=5", "--durations-min=5")
    whole = ("-n", str(beside), "--dist", "loadfile") if beside else ()
    return Step(name=name, argv=argv, paths=paths, whole=whole, is_tests=True, **more)


def _tool(name: str, program: str, *words: str, paths: tuple[str, ...] = ()) -> Step:
    return Step(name=name, argv=(str(_SCRIPTS / program), *words), paths=paths, light=True)


_LIVE = ("tests/integration/rooms", "tests/integration/rooms_media")


def _waiting() -> list[str]:
    """Return the folders of tests that wait more than they work: all but those of live media."""
    all_of_them = {path.parent for path in (ROOT / "tests" / "integration").rglob("test_*.py")}
    return sorted({str(path.relative_to(ROOT)) for path in all_of_them} - set(_LIVE))


STEPS = (
    _tool("types", "mypy"),
    _tool("scripts", "node", str(UI / "node_modules/typescript/bin/tsc"), "--project", str(UI)),
    _tool("texts", "python", "-m", "infra.catalogs", "--check"),
    _tool("format", "ruff", "format", "--check", paths=_SOURCES),
    _tool("lint", "ruff", "check", paths=_SOURCES),
    _tool("imports", "lint-imports", "--no-logo"),
    of_tests("unit", "tests/unit", "tests/architecture", "tests/contracts", light=True, beside=2),
    of_tests("integration", "tests/migrations", *_waiting(), beside=3),
    of_tests("live", *_LIVE, beside=2),
    of_tests("browser", "tests/browser", browser=True),
)
PICTURES = of_tests(
    "pictures", "tests/browser/test_forms.py", "tests/browser/test_states.py", browser=True
)
