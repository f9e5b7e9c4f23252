"""What the page of components shows: each component's examples, as data beside it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

COMPONENTS = Path(__file__).parents[2] / "ui" / "components"


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state by its name: the arguments of the component's macro and what its caller puts in, or
    plain markup where a component is a style alone."""

    name: str
    arguments: Mapping[str, Any] = {}
    body: str = ""
    markup: str = ""


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`examples.json` of a component's folder; a state that is none of them is not supported."""

    states: Sequence[State]
    macro: str = ""


class Component(msgspec.Struct, frozen=True):
    """A folder below `ui/components`, with its template, style, and at most one module."""

    name: str
    examples: Examples

    @property
    def template(self) -> str:
        return f"ui/components/{self.name}/{self.name}.html"


def components() -> list[Component]:
    """Return all components that have examples, by their names."""
    return [
        Component(path.parent.name, msgspec.json.decode(path.read_bytes(), type=Examples))
        for path in sorted(COMPONENTS.glob("*/examples.json"))
    ]
