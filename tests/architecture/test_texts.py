"""Every text of a page stands where a catalog can hold it: in `_("…")` or `{% trans %}`, and in
scripts in `gettext("…")` or `ngettext("…", "…", n)`."""

import ast
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


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(GATEWAY)))
def test_a_value_is_no_text_of_a_template(template: Path) -> None:
    """What `_(…)` is given is taken for markup, so a name in it would not be escaped."""
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(template.read_text())
    calls = tree.find_all(nodes.Call)
    given = [call.args[0] for call in calls if getattr(call.node, "name", "") in {"_", "gettext"}]
    assert [each for each in given if not isinstance(each, nodes.Const)] == []


SCRIPTS = sorted(
    path
    for folder in ("js", "components")
    for path in (GATEWAY / "ui" / folder).rglob("*.js")
    if path.name != "texts.js"
)
_COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=[\s;]))//[^\n]*", re.S)
_IN_CATALOG = re.compile(r'\bn?gettext\(\s*"[^"]*"(?:,\s*"[^"]*")?')
_INTERNAL = re.compile(r"\bnew Error\([^\n]*|/[^\n/]+/[gimu]+")
_LITERAL = re.compile(r'"([^"\n]*)"|`([^`]*)`')
_VALUE = re.compile(r"\$\{[^{}]*\}")
_TEXT = re.compile(r"^\W*[A-Z][a-z]+\b(?![A-Z-])|[a-z]{2,}[.,:;?!]? (?:\w+ )*[a-z]{2,}")
_NO_TEXT = re.compile(r"^(Enter|Escape)$|[\[\]#>=<()|]|^\.|^\w+, \w+|^[a-z]+ small$|Mbit/s$")


def bare_in_script(script: str) -> list[str]:
    """Find string literals that read as a text: they begin as a sentence does, or have words with
    spaces between. Selectors of CSS, names of keys and errors for programmers are none."""
    code = _INTERNAL.sub("", _IN_CATALOG.sub("", _COMMENT.sub(" ", script)))
    literals = (quoted or _VALUE.sub("…", template) for quoted, template in _LITERAL.findall(code))
    return [each for each in literals if _TEXT.search(each) and not _NO_TEXT.search(each)]


def test_bare_words_of_scripts_are_found() -> None:
    script = """say(gettext("Held"), "Bare"); // "Said"
      notice(`${name} has gone`); page.querySelector("select, textarea"); key === "Enter";"""
    assert bare_in_script(script) == ["Bare", "… has gone"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_has_no_bare_text(script: Path) -> None:
    assert bare_in_script(script.read_text()) == []


LETTERS = sorted(
    path
    for path in GATEWAY.rglob("*.py")
    if re.search(r"\bmail\.letter\(|\.followed_by\(", path.read_text())
)


def unmarked(module: str) -> list[str]:
    """Find the constants of a module that have the words of a letter, and no mark."""
    assigned = [each.value for each in ast.parse(module).body if isinstance(each, _ASSIGNED)]
    values = [v for value in assigned for v in getattr(value, "values", [value])]
    texts = [each.value for each in values if isinstance(each, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and " " in text]


_ASSIGNED = (ast.Assign, ast.AnnAssign)


def test_unmarked_words_of_letters_are_found() -> None:
    module = (
        """A = gettext_noop("Hello you")\nB = "Hello you"\nC = {"a": "Hello there", "b": "c"}"""
    )
    assert unmarked(module) == ["Hello you", "Hello there"]


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: str(path.relative_to(GATEWAY)))
def test_the_words_of_a_letter_are_marked(letter: Path) -> None:
    assert unmarked(letter.read_text()) == []
