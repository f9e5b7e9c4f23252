"""Texts of pages: in English where they stand, in other languages in catalogs (GNU gettext).

A catalog is a file `LANGUAGE.po`. It is read once, when a process begins. Whoever renders for a
reader says first which texts they read, by `reading`; who says nothing gets English.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment

_ENGLISH = NullTranslations()
_read: ContextVar[NullTranslations] = ContextVar("texts", default=_ENGLISH)


def read_catalogs(folder: Path) -> Mapping[str, NullTranslations]:
    """Return the texts of each language that `folder` has a catalog of, by its BCP 47 tag."""
    found = {path.stem.replace("_", "-"): _catalog(path) for path in sorted(folder.glob("*.po"))}
    return {"en": _ENGLISH, **found}


@contextmanager
def reading(texts: NullTranslations) -> Iterator[None]:
    """Write pages by these texts meanwhile, in this task alone."""
    before = _read.set(texts)
    try:
        yield
    finally:
        _read.reset(before)


def gettext(text: str) -> str:
    return _read.get().gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    return _read.get().ngettext(one, many, number)


def language() -> str:
    """Return the language of the texts that are read, as a BCP 47 tag (for HTML's `lang`)."""
    return _read.get().info().get("language", "en").replace("_", "-")


def install(environment: Environment) -> None:
    """Teach templates `_("…")` and `{% trans %}`; line breaks within texts are spaces."""
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["language"] = language


def _catalog(path: Path) -> NullTranslations:
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=path.stem))
    compiled.seek(0)
    return GNUTranslations(compiled)
