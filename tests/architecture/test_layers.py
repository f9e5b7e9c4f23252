"""What the import contracts leave open: they name every slice, and no imports form a cycle."""

import tomllib
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
GATEWAY = ROOT / "services" / "gateway"


def layers_of(container: str) -> set[str]:
    """Return the modules that contracts put into layers of a container."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {
        name.strip("() ")
        for contract in config["tool"]["importlinter"]["contracts"]
        if container in contract.get("containers", ())
        for layer in contract["layers"]
        for name in layer.replace(":", "|").split("|")
    }


@pytest.mark.parametrize("layer", ["platform", "identity", "casting"])
def test_every_slice_of_the_gateway_is_in_a_layers_contract(layer: str) -> None:
    slices = {path.name for path in (GATEWAY / layer).iterdir() if (path / "__init__.py").exists()}
    assert slices
    assert slices <= layers_of(f"services.gateway.{layer}")


@cache
def imports() -> dict[str, set[str]]:
    """Return what each module imports, also for types only."""
    graph = grimp.build_graph("services", "shared", cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


@pytest.mark.parametrize("package", ["services.gateway", "services.billing", "shared"])
def test_no_modules_import_each_other_in_a_cycle(package: str) -> None:
    inside = {name: found for name, found in imports().items() if name.startswith(package)}
    assert inside
    try:
        TopologicalSorter(inside).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))
