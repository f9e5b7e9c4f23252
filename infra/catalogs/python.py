"""Finds texts in Python: those that are marked, and what errors say."""

import ast
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any, TypeAlias

from babel.messages.extract import extract_python

ROOT = Path(__file__).parents[2]
Found: TypeAlias = tuple[int, str | None, str | tuple[str, ...], list[str]]
"""A line, the function that is called, its texts, and comments for translators."""


def extract(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Any,
) -> Iterator[Any]:
    """Find texts in one module, as Babel's own extractors do."""
    yield from extract_python(file, keywords, comment_tags, options)
    file.seek(0)
    yield from said_by_errors(ast.parse(file.read()))


def said_by_errors(module: ast.Module) -> Iterator[Found]:
    """Find the first lines of errors' docstrings, and the literals that errors are made with."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef) and node.name in errors():
            if docstring := ast.get_docstring(node):
                yield node.lineno, None, docstring.split("\n", 1)[0], []
        elif isinstance(node, ast.Call) and _last_name(node.func) in errors():
            for value in (*node.args, *(each.value for each in node.keywords)):
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.lineno, None, value.value, []


@cache
def errors() -> Collection[str]:
    """Return the names of all domain errors (`shared/errors.py`)."""
    classes = [*_classes(ROOT / "shared"), *_classes(ROOT / "services" / "gateway")]
    found = {"DomainError"}
    while more := {name for name, bases in classes if bases & found} - found:
        found |= more
    return found


def _classes(folder: Path) -> Iterator[tuple[str, set[str]]]:
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.ClassDef):
                yield node.name, {_last_name(base) for base in node.bases}


def _last_name(node: ast.expr) -> str:
    """Return `Invalid` of `Invalid` and of `errors.Invalid`."""
    return getattr(node, "attr", "") or getattr(node, "id", "")
