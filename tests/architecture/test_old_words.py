"""Words that the field has better ones for do not come back as identifiers."""

import io
import tokenize
from pathlib import Path

ROOT = Path(__file__).parents[2]
OLD = frozenset(
    {
        "house",
        "means",
        "door",
        "doors",
        "resident",
        "evict",
        "slab",
        "protect_one",
        "told",
        "heard",
        "at_door",
        "desk_again",
        "asked_again",
        "hang",
        "bury",
        "whereabouts",
        "courier",
        "wish",
        "wished",
        "studio",
        "custody",
        "webhooks_anywhere",
        "spool_dir",
        "walls",
        "stone",
    }
)
"""Each once named something that the field has a word for, or named six things at once."""
FILES = sorted(
    path
    for top in ("services", "shared", "infra", "tests")
    for path in (ROOT / top).rglob("*.py")
    if "node_modules" not in path.parts
)


def old_words(source: str) -> set[str]:
    """Return the old words among the identifiers, whatever their case and underscores."""
    names = {
        token.string
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.NAME
    }
    return {name for name in names if name.strip("_").lower() in OLD}


def test_an_old_word_is_found() -> None:
    assert old_words("class House:\n    def _heard(self, door): return 'told'\n") == {
        "House",
        "_heard",
        "door",
    }


def test_no_old_word_is_left() -> None:
    found = {str(path.relative_to(ROOT)): old_words(path.read_text()) for path in FILES}
    assert {path: words for path, words in found.items() if words} == {}
