"""Which files of tests are nearest to what has changed, for `./infra/test --fast`.

A test is as near as the number of imports between it and what has changed. Tests that see a service
only from outside import nothing of it: those of the same service stand behind them, first those
named alike. What is no Python counts as the modules of its folder.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from infra.checks import changes, imports

FARTHEST = 3
"""Imports between a change and a test; who is farther away is left to a whole run."""
_NAMED_ALIKE, _SAME_SERVICE = 2, 4
_LIGHT = ("tests/unit", "tests/architecture", "tests/contracts")
_IN_A_BROWSER = (".js", ".css")
_SAY_NOTHING = frozenset(
    {"test", "action", "model", "store", "route", "page", "gateway", "room", "billing", "js", "ui"}
)


def tests(root: Path) -> list[str]:
    """Return files of tests that light steps do not run anyway, the nearest first."""
    return nearest(root, changes.since_main(root))


def nearest(root: Path, changed: Iterable[str]) -> list[str]:
    """Return the files of tests that are near to changed files; all relative to the root."""
    every = (path.relative_to(root).as_posix() for path in (root / "tests").rglob("test_*.py"))
    heavy = [path for path in every if not path.startswith(_LIGHT)]
    graph = imports.importers(root)
    found: dict[str, int] = {}
    for path in changed:
        inside = imports.distances(graph, _modules(root, path), FARTHEST)
        for test in heavy:
            distances = [inside.get(test), _from_outside(path, test), found.get(test)]
            if known := [distance for distance in distances if distance is not None]:
                found[test] = min(known)
    return sorted(found, key=lambda test: (found[test], test))


def _modules(root: Path, path: str) -> list[str]:
    """Return a changed module, or those beside a changed file of another kind."""
    if path.endswith(".py"):
        return [path]
    return [near.relative_to(root).as_posix() for near in (root / path).parent.glob("*.py")]


def _from_outside(path: str, test: str) -> int | None:
    """Return how near a test is by its name and folder alone."""
    top, *folders = path.split("/")
    if top not in {"services", "infra", "shared"} or len(folders) < 2:
        return None
    alike = bool(_words(path) & _words(test))
    if "/migrations/" in path and test.startswith("tests/migrations/"):
        return _NAMED_ALIKE
    if test.startswith(f"tests/integration/{folders[0]}") and not path.endswith(_IN_A_BROWSER):
        return _NAMED_ALIKE if alike else _SAME_SERVICE
    if test.startswith("tests/browser/") and path.endswith((*_IN_A_BROWSER, ".html")):
        return _NAMED_ALIKE if alike else _SAME_SERVICE
    return None


def _words(path: str) -> frozenset[str]:
    """Return the words of a path below its service or folder of tests, in the singular."""
    words = re.split(r"[/_.\-]", path)[2:-1]
    return frozenset(word.removesuffix("s") for word in words) - _SAY_NOTHING
