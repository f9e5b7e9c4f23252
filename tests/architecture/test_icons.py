"""The sprite has each icon that pages show, and no other."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from services.gateway.web.rendering import navigation

GATEWAY = Path(__file__).parents[2] / "services" / "gateway"
TEMPLATES = [path for path in GATEWAY.rglob("*.html") if "node_modules" not in path.parts]


def named(template: str) -> Iterator[str]:
    """Find the names that a template draws, or hands to a component as its `icon`."""
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(template)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in {"icon", "drawn"}:
            yield from _words(call.args[0])
        for keyword in call.kwargs:
            if keyword.key == "icon":
                yield from _words(keyword.value)
    for macro in tree.find_all(nodes.Macro):
        for argument, default in zip(reversed(macro.args), reversed(macro.defaults), strict=False):
            if argument.name == "icon":
                yield from _words(default)


def _words(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Const(value=str(word)):
            yield word
        case nodes.CondExpr():
            yield from _words(node.expr1)
            if node.expr2:
                yield from _words(node.expr2)
        case nodes.Getitem(node=nodes.Dict(items=pairs)):
            for pair in pairs:
                yield from _words(pair.value)


def test_names_are_found_in_either_branch() -> None:
    assert [*named('{{ icon("a" if x == "no" else "b", 14) }}{{ empty("c", icon="d") }}')] == [
        "a", "b", "d",
    ]  # fmt: skip


def test_the_sprite_has_what_is_shown() -> None:
    found = {name for path in TEMPLATES for name in named(path.read_text())}
    found |= {way.icon for way in navigation.ALL}
    assert (GATEWAY / "ui" / "icons.txt").read_text().split() == sorted(found)
