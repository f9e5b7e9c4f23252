"""`.env.example` has every setting with its default and its meaning, and nothing else."""

import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from infra.checks.tools import OF_BROWSER_TESTS
from infra.embedded.addresses import Addresses
from services.billing.settings import Settings as BillingSettings
from services.gateway.settings import Settings as GatewaySettings
from services.rooms.settings import Settings as RoomsSettings
from shared.migrations.settings import Settings as MigrationSettings

READERS = (GatewaySettings, RoomsSettings, BillingSettings, MigrationSettings, Addresses)
ROOT = Path(__file__).parents[2]
LINES = (ROOT / ".env.example").read_text().splitlines()
SETTING = re.compile(r"[A-Z_]+=")


def example() -> dict[str, str]:
    """Return what a shell takes from the file."""
    words = shlex.split("\n".join(LINES), comments=True)
    return dict(word.split("=", 1) for word in words)


def defaults(reader: type[msgspec.Struct]) -> Iterator[tuple[str, str]]:
    for field in msgspec.structs.fields(reader):
        value = "" if field.default is msgspec.NODEFAULT else field.default
        yield field.name.upper(), str(value).lower() if isinstance(value, bool) else str(value)


def test_it_has_every_setting_with_its_default_and_nothing_else() -> None:
    """`Addresses` leaves a default to the service that reads the same setting."""
    known = {tool.variable: "" for tool in OF_BROWSER_TESTS}
    for name, default in (pair for reader in READERS for pair in defaults(reader)):
        assert "" in {known.get(name, ""), default} or known[name] == default, name
        known[name] = known.get(name) or default
    assert example() == known


def test_each_setting_stands_once_and_follows_its_meaning() -> None:
    settings = [line.split("=")[0] for line in LINES if SETTING.match(line)]
    assert len(settings) == len(set(settings))
    bare = [line for before, line in pairwise(LINES) if SETTING.match(line) and before[:2] != "# "]
    assert not bare


def test_read_as_it_is_it_changes_nothing() -> None:
    given = Addresses.read(example())
    assert not given.lasting()


@pytest.mark.parametrize("folder", ["services", "shared", "infra"])
def test_settings_are_read_by_a_reader_of_this_test(folder: str) -> None:
    """Whoever looks a name up in the environment by themselves looks up one of the example."""
    looked_up = re.compile(r"""environ(?:ment)?(?:\.get\(|\[)\s*["']([A-Z_]+)["']""")
    found = {
        name
        for path in (ROOT / folder).rglob("*.py")
        if "node_modules" not in path.parts
        for name in looked_up.findall(path.read_text())
    }
    assert found <= example().keys()
