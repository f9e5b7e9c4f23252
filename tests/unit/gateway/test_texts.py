"""Texts of pages are those of their reader's catalog, in English where it has none."""

import json
from pathlib import Path

from jinja2 import Environment
from litestar.testing import RequestFactory

from services.gateway.platform.mail import letter
from services.gateway.web.errors.problem_details import problem_of
from services.gateway.web.rendering import texts
from shared.errors import NotFound

FRENCH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

#: services/gateway/ui/js/room/leaving.js
msgid "Leave"
msgstr "Quitter"

msgid "You are here as <strong>%(name)s</strong>"
msgstr "<strong>%(name)s</strong>, vous êtes là"

#: services/gateway/ui/js/upload/controls.js
msgid "%(n)s page</script>"
msgid_plural "%(n)s pages"
msgstr[0] "%(n)s page"
msgstr[1] "%(n)s pages"

#: services/gateway/ui/js/upload/controls.js
msgid "Pause"
msgstr ""

#: services/gateway/ui/js/upload/controls.js
msgid "%(n)s file"
msgid_plural "%(n)s files"
msgstr[0] ""
msgstr[1] ""

msgid "Hello {name},\\n\\n{url}"
msgstr "Bonjour {name},\\n\\nvoici votre lien :\\n\\n{url}"

msgid "There is nothing here by that name."
msgstr "Rien ici ne porte ce nom."

msgid "Not found"
msgstr "Introuvable"

msgid "of %(pages)s & more"
msgstr "<b>%(pages)s</b>"

msgid "%(pages)s page"
msgid_plural "%(pages)s pages"
msgstr[0] "%(pages)s page"
msgstr[1] "%(pages)s feuilles"
"""
PAGE = """{{ language() }}: {{ _("Leave") }}, {{ _("100 %% ready") }},
{% trans name %}You are here
  as <strong>{{ name }}</strong>{% endtrans %},
{% trans pages %}{{ pages }} page{% pluralize %}{{ pages }} pages{% endtrans %}"""


def printed(pages: int) -> str:
    environment = Environment(autoescape=True, trim_blocks=True)
    texts.install(environment)
    return environment.from_string(PAGE).render(name="<Ana>", pages=pages)


def test_english_needs_no_catalog() -> None:
    assert printed(1) == (
        "en: Leave, 100 % ready,\nYou are here as <strong>&lt;Ana&gt;</strong>,\n1 page"
    )


def test_a_catalog_says_it_in_its_language_while_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text(FRENCH)
    catalogs = texts.read_catalogs(tmp_path)
    assert list(catalogs) == ["en", "fr"]
    with texts.reading(catalogs["fr"]):
        assert printed(2) == (
            "fr: Quitter, 100 % ready,\n<strong>&lt;Ana&gt;</strong>, vous êtes là,\n2 feuilles"
        )
    assert printed(2).startswith("en: Leave")


def test_scripts_are_given_what_stands_in_scripts(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text(FRENCH)
    catalogs = texts.read_catalogs(tmp_path)
    assert texts.of_scripts() is None
    with texts.reading(catalogs["fr"]):
        given = texts.of_scripts()
    assert given is not None
    assert "</script>" not in given
    assert json.loads(given) == {
        "texts": {"Leave": "Quitter"},
        "plurals": {
            "%(n)s page</script>": {
                "one": "%(n)s page",
                "many": "%(n)s pages",
                "other": "%(n)s pages",
            }
        },
    }


def test_words_of_tables_are_translated_and_escaped(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text(FRENCH)
    environment = Environment(autoescape=True)
    texts.install(environment)
    page = environment.from_string("{{ words | gettext }}, {{ '' | gettext }}")
    with texts.reading(texts.read_catalogs(tmp_path)["fr"]):
        assert page.render(words="Leave") == "Quitter, "
        assert page.render(words="of %(pages)s & more") == "&lt;b&gt;%(pages)s&lt;/b&gt;, "


def test_letters_and_errors_are_in_the_language_of_their_reader(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text(FRENCH)
    request = RequestFactory().get("/nowhere")
    with texts.reading(texts.read_catalogs(tmp_path)["fr"]):
        written = letter("Leave", "Hello {name},\n\n{url}", name="Zoé", url="https://c.test")
        problem = problem_of(request, NotFound())
        own = problem_of(request, NotFound("Said with a value: 3"))
    assert written.subject == "Quitter"
    assert written.body == "Bonjour Zoé,\n\nvoici votre lien :\n\nhttps://c.test\n"
    assert [each.href for each in written.paragraphs] == ["", "", "https://c.test"]
    assert (problem.title, problem.detail) == ("Introuvable", "Rien ici ne porte ce nom.")
    assert own.detail == "Said with a value: 3"
