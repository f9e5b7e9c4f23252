"""What we read out of the PDFs that people give us: pages, and the words on them."""

import io
import re

from pypdf import PdfReader

from services.gateway.productions.model import SidesUnreadable
from shared.errors import Invalid

TEXT_LIMIT = 20_000
"""Characters of sides that a prompter shows at most."""
_PAGES_READ = 60
# Control characters and lone surrogates, which neither JSON nor a page can carry.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has.

    Raises:
        Invalid: it is not a PDF, is locked, or has no page.
    """
    not_pdf = Invalid(sides="This is not a PDF that can be read. Please choose another file.")
    if not pdf.startswith(b"%PDF-"):
        raise not_pdf
    try:
        pages = len(PdfReader(io.BytesIO(pdf)).pages)
    except Exception as error:  # a broken file makes the reader raise anything
        raise not_pdf from error
    if pages == 0:
        raise not_pdf
    return pages


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF, page after page, as far as a prompter takes them.

    Raises:
        SidesUnreadable: there are none, as in a scan.
    """
    try:
        found = _pages(PdfReader(io.BytesIO(pdf)))
    except Exception as error:  # as above
        raise SidesUnreadable from error
    if not found:
        raise SidesUnreadable
    return found


def _pages(reader: PdfReader) -> str:
    text = ""
    for page in reader.pages[:_PAGES_READ]:
        words = _UNPRINTABLE.sub("", page.extract_text()).strip()
        text = f"{text}\n\n{words}".strip()
        if len(text) >= TEXT_LIMIT:
            break
    return text[:TEXT_LIMIT]
