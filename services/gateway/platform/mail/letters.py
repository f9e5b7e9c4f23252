"""Letters: the words of a mail, written once, and read as plain text or as HTML.

A source is text with `{names}` for values, and a blank line between paragraphs. What is filled in
is escaped in HTML, and nothing in it becomes a link: a link is a paragraph that is `{url}` alone,
or words and an address alone, as `[Confirm]({confirm})`.
Subjects and sources are looked up in the catalog of who reads, whole, as they were marked for it.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from services.gateway.web.rendering import names, texts

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["name"] = names.name
_BLANK = re.compile(r"\n\s*\n")
_LABELLED = re.compile(r"\n(?=[A-Z][a-z]+: )")
"""The line break before a line as `Where: online`; others are where a line was full."""
_LINK = "{url}"
_LINK_IN_WORDS = re.compile(r"\[([^\]]+)\]\((\{\w+\})\)")


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph in both forms. `html` is what stands inside of the element; `href` is where a
    paragraph that is a link leads."""

    text: str
    html: Markup
    href: str = ""


class Letter(msgspec.Struct, frozen=True):
    """A mail as it is to be read. `body` is plain text, and ends with a line break."""

    subject: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def body(self) -> str:
        return "\n\n".join(each.text for each in self.paragraphs) + "\n"

    def html(self, office: str = "") -> str:
        """Return a whole document, under the name of the office whose mail it is."""
        template = _TEMPLATES.get_template("mail.html")
        return template.render(office=office, subject=self.subject, paragraphs=self.paragraphs)

    def followed_by(self, source: str, **values: str) -> "Letter":
        return Letter(self.subject, (*self.paragraphs, *_paragraphs([source], values)))

    def signed(self, signature: str) -> "Letter":
        """Put the words of an office below, after the line that programs know (RFC 3676, 4.3)."""
        if not signature:
            return self
        last = Paragraph(f"-- \n{signature}", _lines(signature))
        return Letter(self.subject, (*self.paragraphs, last))

    def under(self, subject: str) -> "Letter":
        return Letter(subject, self.paragraphs)


def letter(subject: str, *sources: str, **values: str) -> Letter:
    """Write a letter; a paragraph that has become empty is left out."""
    words = texts.gettext(subject).format(**values)
    return Letter(" ".join(words.split()), _paragraphs(sources, values))


def _paragraphs(sources: Sequence[str], values: dict[str, str]) -> tuple[Paragraph, ...]:
    translated = (texts.gettext(source).strip("\n") for source in sources if source)
    split = (each for source in translated for each in _BLANK.split(source))
    written = (_paragraph(each, values) for each in split)
    return tuple(each for each in written if each.text.strip())


def _paragraph(source: str, values: dict[str, str]) -> Paragraph:
    if worded := _LINK_IN_WORDS.fullmatch(source):
        words, address = worded[1].format(**values), worded[2].format(**values)
        return Paragraph(f"{words}: {address}", escape(words), address)
    text = source.format(**values)
    if source == _LINK:
        return Paragraph(text, escape(text), text)
    shown = {name: _lines(value) for name, value in values.items()}
    flowing = _LABELLED.sub("<br>", source).replace("\n", " ")
    return Paragraph(text, Markup(flowing).format(**shown))  # noqa: S704 - ours


def _lines(value: str) -> Markup:
    """Escape a value, and keep its line breaks."""
    return Markup("<br>").join(value.splitlines())
