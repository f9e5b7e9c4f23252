"""The import contracts name every slice of the gateway."""

import tomllib
from pathlib import Path

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
