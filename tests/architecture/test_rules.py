"""Rules of the house that no tool knows."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import services.gateway
from services.gateway.web.errors.problem_details import family
from services.gateway.web.tokens import SecretRefused
from shared.errors import DomainError

ROOT = Path(__file__).parents[2]
SOURCES = [p for top in ("services", "shared") for p in (ROOT / top).rglob("*.py")]
_SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b")


def strings(path: Path) -> list[str]:
    tree = ast.parse(path.read_text())
    docs = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs
    ]


def test_routes_and_models_have_no_sql() -> None:
    found = [
        path.relative_to(ROOT)
        for path in SOURCES
        if path.name in {"routes.py", "model.py"} and any(map(_SQL.search, strings(path)))
    ]
    assert not found


def test_sql_names_its_columns() -> None:
    """`SELECT *` breaks cached statements across agencies that differ by a column."""
    star = re.compile(r"SELECT\s+(\w+\.)?\*", re.IGNORECASE)
    assert not [path for path in SOURCES if any(map(star.search, strings(path)))]


def test_only_tenancy_begins_and_ends_transactions() -> None:
    ends = re.compile(r"^(BEGIN|COMMIT|ROLLBACK)\b")
    found = {path.name for path in SOURCES if any(map(ends.search, strings(path)))}
    assert found == {"tenancy.py"}


def test_tables_for_spreadsheets_are_written_in_one_place() -> None:
    """Which is where a cell is kept from being a formula."""
    assert {path.name for path in SOURCES if "csv.writer" in path.read_text()} == {
        "spreadsheets.py"
    }


def test_nothing_is_set_beyond_a_transaction() -> None:
    """Connections go back to the pool as they are."""
    lasts = re.compile(r"(^|;)\s*SET (?!LOCAL|TRANSACTION)[A-Za-z_]+ (TO|=)|SET SESSION")
    statements = [p for p in SOURCES if any(map(lasts.search, strings(p)))]
    assert not statements


def test_migrations_have_no_enums_and_no_keys_across_services() -> None:
    """A per-schema ENUM breaks cached statements; text with CHECK does not."""
    for service in ("gateway", "rooms", "billing"):
        own = "\n".join(
            path.read_text() for path in (ROOT / "services" / service / "migrations").rglob("*.sql")
        )
        made = set(re.findall(r"CREATE TABLE (?:\w+\.)?(\w+)", own))
        keys = set(re.findall(r"REFERENCES (?:\w+\.)?(\w+)", own))
        assert "CREATE TYPE" not in own
        assert made
        assert keys <= made


def errors_of(kind: type[DomainError]) -> list[type[DomainError]]:
    return [kind, *(error for child in kind.__subclasses__() for error in errors_of(child))]


def test_every_domain_error_of_the_gateway_has_its_status_and_its_sentence() -> None:
    for module in pkgutil.walk_packages(services.gateway.__path__, "services.gateway."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    # What is refused of a secret is of another family too, which says how it is answered.
    ours = [e for e in errors_of(DomainError) if e not in {DomainError, SecretRefused}]
    assert len(ours) > 15
    for error in ours:
        assert error.__doc__, error
        if error.__subclasses__():
            continue  # what others have in common is not raised itself
        status, _ = family(error.__new__(error))
        assert status < 500 or status in {503, 507}, error


@pytest.mark.parametrize("service", ["gateway", "rooms", "billing"])
def test_a_service_has_its_own_settings_and_main(service: str) -> None:
    assert {"main.py", "settings.py"} <= {p.name for p in (ROOT / "services" / service).iterdir()}


def test_public_classes_have_docstrings() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not found
