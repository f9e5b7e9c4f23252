"""Which tests are near to a change."""

from pathlib import Path

import pytest

from infra.checks.imports import distances, importers
from infra.checks.nearest import nearest


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small repository: one test imports a slice, others see its service from outside."""
    files = {
        "shared/ids.py": "",
        "services/gateway/money/model.py": "from shared.ids import new_id",
        "services/gateway/money/routes.py": "from services.gateway.money import model",
        "services/gateway/money/pages/plan.html": "",
        "services/gateway/ui/js/room/prompter.js": "",
        "services/rooms/migrations/tenant/0001_takes.sql": "",
        "tests/unit/gateway/test_model.py": "import services.gateway.money.model",
        "tests/integration/gateway/test_doors.py": "import tests.installation",
        "tests/integration/gateway/test_money.py": "import tests.installation",
        "tests/integration/rooms/test_takes.py": "from services.gateway.money.routes import pay",
        "tests/migrations/test_running.py": "",
        "tests/browser/test_prompter.py": "",
        "tests/browser/test_story.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_imports_are_counted(root: Path) -> None:
    assert distances(importers(root), ["shared/ids.py"], 3) == {
        "shared/ids.py": 0,
        "services/gateway/money/model.py": 1,
        "services/gateway/money/routes.py": 2,
        "tests/unit/gateway/test_model.py": 2,
        "tests/integration/rooms/test_takes.py": 3,
    }


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (
            "services/gateway/money/routes.py",
            ["rooms/test_takes", "gateway/test_money", "gateway/test_doors"],
        ),
        ("services/gateway/money/pages/plan.html", ["gateway/test_money", "gateway/test_doors"]),
        ("tests/integration/gateway/test_doors.py", ["gateway/test_doors"]),
        ("README.md", []),
    ],
)
def test_the_nearest_come_first(root: Path, changed: str, found: list[str]) -> None:
    near = [path for path in nearest(root, [changed]) if "/integration/" in path]
    assert near == [f"tests/integration/{name}.py" for name in found]


def test_a_script_is_tried_in_browsers_and_a_migration_by_its_own_tests(root: Path) -> None:
    assert nearest(root, ["services/gateway/ui/js/room/prompter.js"]) == [
        "tests/browser/test_prompter.py",
        "tests/browser/test_story.py",
    ]
    migrated = nearest(root, ["services/rooms/migrations/tenant/0001_takes.sql"])
    assert "tests/migrations/test_running.py" in migrated
    assert "tests/integration/rooms/test_takes.py" in migrated
