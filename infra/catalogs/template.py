"""The catalogs as they should be: every text once, in the order of the alphabet.

A message names where it stands only where that is a script, by which pages know what their scripts
need (`services/gateway/web/rendering/texts.py`). Lines, dates and other places would make each
change of a page a change of every catalog.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from os import PathLike
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "services" / "gateway" / "ui" / "texts"
METHODS = [
    ("**.html", "jinja2"),
    ("**.js", "javascript"),
    ("**.py", "infra.catalogs.python:extract"),
]
OPTIONS = {
    "**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"},
    "**.js": {"parse_template_string": "true"},
}
_LEFT_OUT = {"node_modules", "built", "demo", "__pycache__"}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_noop": None,
    "letter": (1,),
    "Entry": (1,),
    "EventType": (1,),
    "Order": (1,),
    "Step": (1,),
}
"""What is called with a text first: it is found there without a mark."""
_UNDATED = datetime(2026, 12, 1, tzinfo=UTC)


def catalogs() -> Iterator[tuple[Path, str]]:
    """Return the template and each language's catalog, as files and what should be in them."""
    found = template()
    yield FOLDER / "messages.pot", _written(found)
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as source:
            catalog = read_po(source, locale=path.stem)
        catalog.update(found, no_fuzzy_matching=True, update_creation_date=False)
        yield path, _written(catalog)


def template() -> Catalog:
    """Collect all texts of the code."""
    return collected({name: ROOT / name for name in ("services/gateway", "shared")})


def collected(folders: Mapping[str, Path]) -> Catalog:
    """Collect the texts below some folders, by how the catalogs call them."""
    found = Catalog(
        header_comment="# Written by ./infra/texts", creation_date=_UNDATED, fuzzy=False
    )
    for called, folder in folders.items():
        for name, _, message, comments, context in extract_from_dir(
            folder, METHODS, OPTIONS, KEYWORDS, directory_filter=_is_read
        ):
            place = f"{called}/{name}"
            scripts = [(place, 0)] if place.endswith(".js") else []
            found.add(message, None, scripts, auto_comments=comments, context=context)
    return found


def _is_read(folder: str | PathLike[str]) -> bool:
    return Path(folder).name not in _LEFT_OUT


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _written(catalog: Catalog) -> str:
    written = BytesIO()
    write_po(written, catalog, width=100, sort_output=True, include_lineno=False)
    return written.getvalue().decode()
