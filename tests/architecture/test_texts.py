"""Every text of a page stands where a catalog can hold it: in `_("…")` or `{% trans %}`."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

GATEWAY = Path(__file__).parents[2] / "services" / "gateway"
TEMPLATES = sorted(path for path in GATEWAY.rglob("*.html") if "node_modules" not in path.parts)
_SILENT = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>|&#?\w+;", re.S | re.I)
_TAG = re.compile(r"<[^>]*>")
_SPOKEN = re.compile(r'\s(?:aria-label|placeholder|title|alt)="([^"]*)"')
_WORD = re.compile(r"[A-Za-z]{2,}")
_NAMES = re.compile(r"\bCallboard\b|\bEsc\b|\bCtrl\b")


def bare(template: str) -> list[str]:
    """Find the words of a template that no catalog can hold."""
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(template)
    for block in [*tree.find_all(nodes.Block)]:
        if block.name == "body_class":
            block.body = []
    html = "".join(data.data for data in tree.find_all(nodes.TemplateData))
    html = _SILENT.sub(" ", html)
    spoken = [value for tag in _TAG.findall(html) for value in _SPOKEN.findall(tag)]
    texts = [*_TAG.sub("\n", html).split("\n"), *spoken]
    return [text.strip() for text in texts if _WORD.search(_NAMES.sub("", text))]


def test_bare_words_are_found() -> None:
    assert bare('<p title="So">{{ _("Held") }} {% trans %}held{% endtrans %}<b>Bare</b></p>') == [
        "Bare", "So",
    ]  # fmt: skip


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(GATEWAY)))
def test_a_template_has_no_bare_text(template: Path) -> None:
    assert bare(template.read_text()) == []
