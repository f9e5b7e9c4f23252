"""Whoever answers a request says which productions its transactions show."""

import ast
from pathlib import Path

GATEWAY = Path(__file__).parents[2] / "services" / "gateway"
ANSWERING = [
    path
    for path in GATEWAY.rglob("*.py")
    if path.name == "dependencies.py" or path.name.endswith("routes.py")
]


def opened(path: Path) -> list[ast.Call]:
    """Return the calls by which transactions inside an agency begin."""
    return [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"tenant", "enter"}
        and ast.unparse(node.func.value).endswith("database")
    ]


def test_requests_say_which_productions_they_show() -> None:
    calls = [(path, call) for path in ANSWERING for call in opened(path)]
    silent = [
        f"{path.relative_to(GATEWAY)}:{call.lineno}"
        for path, call in calls
        if "productions" not in {keyword.arg for keyword in call.keywords}
    ]
    assert not silent
    assert len(calls) > 3
