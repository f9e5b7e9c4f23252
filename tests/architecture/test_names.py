"""No template prints a name that could turn, break or blank what stands beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

GATEWAY = Path(__file__).parents[2] / "services" / "gateway"
TEMPLATES = sorted(path for path in GATEWAY.rglob("*.html") if "node_modules" not in path.parts)

# What somebody typed into one line, or what was made of it.
TYPED = frozenset(
    {"name", "title", "company", "email", "file_name", "description", "invited_by", "maker", "text"}
    | {"scene", "role_name", "url"}
)
LOOKED_UP = frozenset({"names", "titles"})
"""Dicts from ids to names."""
BARE = frozenset({"email"})
ISOLATING = frozenset({"name", "name_in_text", "urlencode", "initials"})
OURS = frozenset(
    {("problem", "title"), ("self", "title"), ("request", "url"), ("component", "name")}
)
"""Words of ours."""


def loose(template: str) -> list[str]:
    """List the names that a template prints without isolating them."""
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(template)
    found: list[str] = []
    for output in tree.find_all(nodes.Output):
        for printed in output.nodes:
            found += _names(printed)
    return found


def _names(node: nodes.Node) -> Iterator[str]:
    if _harmless(node):
        return
    if word := _typed(node):
        yield word
    shown = (
        [node.expr1, node.expr2] if isinstance(node, nodes.CondExpr) else node.iter_child_nodes()
    )
    for child in shown:
        if child is not None:
            yield from _names(child)


def _harmless(node: nodes.Node) -> bool:
    match node:
        case nodes.Filter(name="map", args=[nodes.Const(value=kind)]) | nodes.Filter(name=kind):
            return kind in ISOLATING
        case nodes.Keyword(key="value"):  # a field keeps what was typed
            return True
        case nodes.Getattr(node=nodes.Name(name=owner), attr=attr):
            return (owner, attr) in OURS
    return isinstance(node, nodes.Compare | nodes.Test)


def _typed(node: nodes.Node) -> str | None:
    match node:
        case nodes.Getattr(node=nodes.Name(name=word)) if word in LOOKED_UP:
            return word
        case nodes.Getitem(node=nodes.Name(name=word)) if word in LOOKED_UP:
            return word
        case nodes.Name(name=word) if word in BARE:
            return word
        case nodes.Getattr(attr=word) if word in TYPED:
            return word
        case nodes.Keyword(key="attribute", value=nodes.Const(value=word)) if word in TYPED:
            return str(word)
    return None


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(GATEWAY)))
def test_names_are_printed_by_the_filter(path: Path) -> None:
    assert loose(path.read_text()) == []


@pytest.mark.parametrize(
    "template",
    [
        "{{ guest.name }}",
        "<p>{{ production.title if production else 'none' }}</p>",
        "{{ role.name or session.title }}",
        "{{ names.get(line.who, line.who) }}",
        "{{ guests | map(attribute='name') | join(', ') }}",
        "{{ 'Hello ' ~ guest.name }}",
        "{% for rep in reps %}{{ rep.title | upper }}{% endfor %}",
        "{{ link_to(session.title) }}",
    ],
)
def test_a_loose_name_is_found(template: str) -> None:
    assert loose(template)


@pytest.mark.parametrize(
    "template",
    [
        "{{ guest.name | name }}",
        "<option>{{ role.name | name_in_text }}</option>",
        "{{ (member.name or member.email) | name }}",
        "{{ 'a' if guest.name else 'b' }}",
        "{{ guests | map(attribute='name') | map('name') | join(', ') }}",
        "{{ field('name', 'Name', value=token.name) }}",
    ],
)
def test_an_isolated_name_is_left_alone(template: str) -> None:
    assert not loose(template)
