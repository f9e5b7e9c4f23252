"""Texts of pages: in English where they stand, in other languages in catalogs (GNU gettext).

A catalog is a file `LANGUAGE.po`. It is read once, when a process begins. Whoever renders for a
reader says first which texts they read, by `reading`; who says nothing gets English.

Scripts have the part of the catalog whose messages stand in `.js` files: the page brings it along
for `js/page/texts.js`. Their plurals are chosen by the categories of CLDR, as `Intl.PluralRules`
names them, and not by the catalog's own rule, which would have to be evaluated.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

import msgspec
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

_NUMBERS = (*range(200), 1_000_000)
"""Among them is each category of plurals of each language."""


class ScriptTexts(msgspec.Struct, frozen=True):
    """What scripts need of a catalog: by the English text, and plurals by category besides."""

    texts: dict[str, str]
    plurals: dict[str, dict[str, str]]


class Texts(msgspec.Struct, frozen=True):
    """The texts of one language; English ones stand in pages and scripts themselves."""

    words: NullTranslations
    of_scripts: ScriptTexts | None = None


_ENGLISH = Texts(NullTranslations())
_read: ContextVar[Texts] = ContextVar("texts", default=_ENGLISH)


def read_catalogs(folder: Path) -> Mapping[str, Texts]:
    """Return the texts of each language that `folder` has a catalog of, by its BCP 47 tag."""
    found = {path.stem.replace("_", "-"): _catalog(path) for path in sorted(folder.glob("*.po"))}
    return {"en": _ENGLISH, **found}


@contextmanager
def reading(texts: Texts) -> Iterator[None]:
    """Write pages by these texts meanwhile, in this task alone."""
    before = _read.set(texts)
    try:
        yield
    finally:
        _read.reset(before)


def gettext(text: str) -> str:
    """Return a text as it is read; "" stays, which names a catalog's header."""
    return text and _read.get().words.gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    return _read.get().words.ngettext(one, many, number)


def language() -> str:
    """Return the language of the texts that are read, as a BCP 47 tag (for HTML's `lang`)."""
    return _read.get().words.info().get("language", "en").replace("_", "-")


def of_scripts() -> Markup | None:
    """Return what scripts need of the texts that are read, as JSON; None where they need none."""
    needed = _read.get().of_scripts
    return htmlsafe_json_dumps(msgspec.to_builtins(needed)) if needed else None


def install(environment: Environment) -> None:
    """Teach templates `_("…")` and `{% trans %}`; line breaks within texts are spaces.

    What stands in a table of Python is printed by `| gettext`, and escaped as any value is: `_(…)`
    would take it for markup.
    """
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["gettext"] = gettext
    environment.globals |= {"language": language, "texts_of_scripts": of_scripts}


def _catalog(path: Path) -> Texts:
    with path.open("rb") as source:
        catalog = read_po(source, locale=path.stem)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    words = GNUTranslations(compiled)
    return Texts(words, _of_scripts(catalog, words))


def _of_scripts(catalog: Catalog, words: NullTranslations) -> ScriptTexts:
    found = ScriptTexts({}, {})
    category = Locale.parse(str(catalog.locale)).plural_form
    for message in filter(_is_of_script, catalog):
        if isinstance(message.id, str):
            found.texts[message.id] = words.gettext(message.id)
        else:
            one, many = message.id
            forms = {category(n): words.ngettext(one, many, n) for n in _NUMBERS}
            found.plurals[one] = forms
    return found


def _is_of_script(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple) else [message.string]
    return all(forms) and any(file.endswith(".js") for file, _ in message.locations)
