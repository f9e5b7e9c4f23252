"""Which modules of this repository import which."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

TOPS = ("services", "shared", "infra", "tests")
Importers = Mapping[str, frozenset[str]]


def importers(root: Path) -> Importers:
    """Map each module's file to the files that import it; all relative to the root."""
    files = [path for top in TOPS for path in (root / top).rglob("*.py")]
    files = [path for path in files if "node_modules" not in path.parts]
    found: dict[str, set[str]] = defaultdict(set)
    for path in files:
        own = path.relative_to(root).as_posix()
        for name in _imported(path):
            if file := _file(root, name):
                found[file].add(own)
    return {file: frozenset(by) for file, by in found.items()}


def distances(graph: Importers, files: Iterable[str], farthest: int) -> dict[str, int]:
    """Return who imports the files, directly or through others, and through how many."""
    found = dict.fromkeys(files, 0)
    edge = list(found)
    for distance in range(1, farthest + 1):
        edge = [by for file in edge for by in graph.get(file, ()) if by not in found]
        found |= dict.fromkeys(edge, distance)
    return found


def _imported(path: Path) -> Iterator[str]:
    """Yield the names that a file imports, of modules or of what is in them."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _file(root: Path, name: str) -> str | None:
    """Return the file of a module of ours."""
    if name.partition(".")[0] not in TOPS:
        return None
    path = root / name.replace(".", "/")
    for file in (path.with_suffix(".py"), path / "__init__.py"):
        if file.exists():
            return file.relative_to(root).as_posix()
    return None
