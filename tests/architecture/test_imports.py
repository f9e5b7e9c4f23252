"""The graph of imports has no circles, and no import is hidden from it."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
MOST_FILES, MOST_LINES = 15, 250
"""A folder's modules and a module's lines, in a service."""


@pytest.fixture(scope="module")
def imports() -> Mapping[str, set[str]]:
    """Each module's direct imports, those within functions and below `TYPE_CHECKING` included."""
    graph = grimp.build_graph("services", "shared", cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def circle(imports: Mapping[str, set[str]]) -> list[str]:
    """Return the modules of a circle, from one back to itself; none: []."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_modules_import_each_other_in_one_direction(imports: Mapping[str, set[str]]) -> None:
    assert len(imports) > 300
    assert circle(imports) == []


def test_a_circle_is_found() -> None:
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == {"b", "c"}


def type_checking_imports(tree: ast.Module) -> Iterator[str]:
    """Name the modules that are imported for annotations only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for line in node.body:
                if isinstance(line, ast.ImportFrom):
                    yield line.module or ""
                elif isinstance(line, ast.Import):
                    yield from (name.name for name in line.names)


def test_no_module_of_ours_is_imported_for_annotations_only() -> None:
    """Which would be a circle that shows at run time only as a missing name."""
    sources = [p for top in ("services", "shared") for p in (ROOT / top).rglob("*.py")]
    found = {
        str(path.relative_to(ROOT)): module
        for path in sources
        for module in type_checking_imports(ast.parse(path.read_text()))
        if module.partition(".")[0] in {"services", "shared"}
    }
    assert not found


@pytest.mark.parametrize("service", ["gateway", "rooms", "billing"])
def test_folders_and_modules_of_a_service_are_small(service: str) -> None:
    top = ROOT / "services" / service
    modules = [path for path in top.rglob("*.py") if "node_modules" not in path.parts]
    crowded = {
        str(folder.relative_to(ROOT))
        for folder in {path.parent for path in modules}
        if len(list(folder.glob("*.py"))) > MOST_FILES
    }
    long = {
        str(path.relative_to(ROOT))
        for path in modules
        if len(path.read_text().splitlines()) > MOST_LINES
    }
    assert (crowded, long) == (set(), set())


@pytest.mark.parametrize("program", ["recording.process", "storage.repair", "postprocess.composer"])
def test_a_program_of_takes_starts_without_the_media_plane(program: str) -> None:
    """A recorder that imported it would take ten times as long to start, while a take waits."""
    look = f"import sys, services.rooms.takes.{program}; sys.exit('aiortc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], cwd=ROOT, check=False).returncode == 0
