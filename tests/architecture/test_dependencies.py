"""What pyproject.toml asks for, what the locks bring, and what the code imports agree."""

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name as canonical

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
ASKED = {"services": PROJECT["project"]["dependencies"], **PROJECT["dependency-groups"]}
LOCKED = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,-]+\])?==([^ ;\\]+)", re.MULTILINE)
IMPORT = re.compile(r"^ *(?:from|import) (\w+)", re.MULTILINE)
ORIGINS = packages_distributions()


def lock(name: str) -> str:
    return (ROOT / "infra" / f"{name}.lock").read_text()


def locked(name: str) -> dict[str, list[str]]:
    """Return the versions of each package of a lock: it may differ from one Python to another."""
    versions: dict[str, list[str]] = {}
    for package, version in LOCKED.findall(lock(name)):
        versions.setdefault(package, []).append(version)
    return versions


def meets(asked: Requirement, versions: dict[str, list[str]]) -> bool:
    found = versions.get(canonical(asked.name), [])
    return bool(found) and all(map(asked.specifier.contains, found))


def imported(*folders: str) -> dict[str, Path]:
    """Return each package of others that is imported, with a file that does."""
    paths = (p for folder in folders for p in (ROOT / folder).rglob("*.py"))
    ours = [path for path in paths if "node_modules" not in path.parts]
    found = {name: path for path in ours for name in IMPORT.findall(path.read_text())}
    return {name: path for name, path in found.items() if name in ORIGINS}


def test_there_is_a_lock_for_the_services_and_one_for_each_group() -> None:
    assert {path.stem for path in (ROOT / "infra").glob("*.lock")} == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_each_dependency_is_in_its_lock_at_a_version_that_it_allows(name: str) -> None:
    versions = locked(name)
    unmet = [text for text in ASKED[name] if not meets(Requirement(text), versions)]
    assert not unmet, "run infra/lock"


@pytest.mark.parametrize("name", ASKED)
def test_a_lock_has_a_hash_for_each_package_and_names_no_registry(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", lock(name).strip())
    assert len(blocks) == sum(map(len, locked(name).values()))
    assert not [block for block in blocks if "--hash=sha256:" not in block]
    assert "://" not in lock(name)


def test_a_package_has_one_version_in_all_locks() -> None:
    versions: dict[str, list[str]] = {}
    for each in map(locked, ASKED):
        assert versions | each == each | versions
        versions |= each


@pytest.mark.parametrize(
    ("folders", "sets"),
    [
        (("services", "shared"), ("services",)),
        (("infra",), ("services", "embedded")),
        (("tests",), ("services", "embedded", "test")),
    ],
)
def test_what_is_imported_is_asked_for(folders: tuple[str, ...], sets: tuple[str, ...]) -> None:
    """What only comes along with another package may go with its next version."""
    asked = {canonical(Requirement(text).name) for name in sets for text in ASKED[name]}
    unasked = {
        name: str(path.relative_to(ROOT))
        for name, path in imported(*folders).items()
        if asked.isdisjoint(map(canonical, ORIGINS[name]))
    }
    assert not unasked
