"""What is read in PDFs: pages and words, in words where there are none, and never without end."""

import asyncio
import io
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from services.gateway.platform.pdf.process import TEXT_LIMIT, words
from services.gateway.platform.pdf.reader import LIMITS, Read, UploadReader
from shared.errors import Invalid
from shared.ids import AgencyId
from tests.extent import examples
from tests.hostile import inflating_pdf

SIDES = Path(__file__).parents[3] / "services" / "gateway" / "demo" / "sides.pdf"

SHORT = msgspec.structs.replace(LIMITS, cpu_s=3)


def written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def sides(pages: int) -> bytes:
    """Return a PDF with the demo's sides many times over."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.append(SIDES)
    return written(writer)


def of_pages(count: int, password: str = "") -> bytes:
    """Return a PDF of one empty page, as if it had so many; locked if there is a password."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    return written(writer).replace(b"/Count 1", b"/Count %d" % count)


async def read(pdf: bytes) -> Read:
    return await UploadReader().read(AgencyId(uuid4()), pdf)


async def test_the_words_come_page_after_page() -> None:
    found = await read(SIDES.read_bytes())
    assert "Olivia" in found.words or "OLIVIA" in found.words
    assert found.words == found.words.strip()
    assert found.pages == 1


async def test_a_prompter_takes_so_much_and_no_more() -> None:
    one = len(words(PdfReader(SIDES)))
    found = await read(sides(TEXT_LIMIT // one + 2))
    assert len(found.words) == TEXT_LIMIT
    assert found.pages == TEXT_LIMIT // one + 2


async def test_a_scan_has_pages_and_no_words() -> None:
    assert await read(of_pages(1)) == Read(pages=1, words="")


@pytest.mark.parametrize(
    "pdf",
    [b"%PDF-1.7 cut off", b"", of_pages(1, "unknown"), of_pages(2**40, "unknown")],
    ids=["cut off", "empty", "locked", "locked, of more pages than a number has room for"],
)
async def test_what_cannot_be_read_is_said_at_its_field(pdf: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        await read(pdf)
    assert refused.value.fields.keys() == {"sides"}


async def test_pages_that_inflate_are_counted_and_their_words_given_up() -> None:
    pdf = inflating_pdf()
    assert len(pdf) < 9000
    assert await UploadReader(SHORT).read(AgencyId(uuid4()), pdf) == Read(pages=7, words="")


async def test_an_agency_has_one_file_read_at_a_time_and_keeps_nobody_else_waiting() -> None:
    reader, agency, ended = UploadReader(SHORT), AgencyId(uuid4()), list[str]()

    async def one(whose: AgencyId, name: str, pdf: bytes) -> None:
        await reader.read(whose, pdf)
        ended.append(name)

    await asyncio.gather(
        one(agency, "endless", inflating_pdf()),
        one(agency, "behind it", SIDES.read_bytes()),
        one(AgencyId(uuid4()), "another's", SIDES.read_bytes()),
    )
    assert ended == ["another's", "endless", "behind it"]


@settings(deadline=None, max_examples=examples(100))  # the reader is slow where it mends a file
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=40))
def test_a_broken_file_breaks_nothing_but_its_own_program(at: int, noise: bytes) -> None:
    whole = SIDES.read_bytes()
    try:
        reader = PdfReader(io.BytesIO(whole[:at] + noise + whole[at + len(noise) :]))
        found = words(reader)
    except Exception:  # noqa: BLE001 - the program ends there
        return
    found.encode()
    assert "\x00" not in found
