"""The words of sides: as far as a prompter takes them, and in words where there are none."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from services.gateway.productions.model import SidesUnreadable
from services.gateway.productions.pdf import TEXT_LIMIT, count_pages, text_of

SIDES = Path(__file__).parents[3] / "services" / "gateway" / "demo" / "sides.pdf"


def pages(number: int) -> bytes:
    """Return a PDF with the demo's sides many times over."""
    writer, written = PdfWriter(), io.BytesIO()
    for _ in range(number):
        writer.append(SIDES)
    writer.write(written)
    return written.getvalue()


def test_the_words_come_page_after_page() -> None:
    text = text_of(SIDES.read_bytes())
    assert "Olivia" in text or "OLIVIA" in text
    assert text == text.strip()


def test_a_prompter_takes_so_much_and_no_more() -> None:
    one = len(text_of(SIDES.read_bytes()))
    many = pages(TEXT_LIMIT // one + 2)
    assert len(text_of(many)) == TEXT_LIMIT
    assert count_pages(many) > 1


def test_a_scan_has_no_words() -> None:
    writer, written = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(written)
    with pytest.raises(SidesUnreadable):
        text_of(written.getvalue())


@settings(deadline=None)  # the reader is slow where it mends a file
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=40))
def test_a_broken_file_is_said_to_be_unreadable(at: int, noise: bytes) -> None:
    whole = SIDES.read_bytes()
    with suppress(SidesUnreadable):
        assert text_of(whole[:at] + noise + whole[at + len(noise) :])
