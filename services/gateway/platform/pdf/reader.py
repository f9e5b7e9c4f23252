"""Reads uploaded PDFs: their pages, and the words on them.

A few KB can be endless to read, so a confined process does it (`process.py`), once for each file.
The limits are far beyond what real sides take.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeAlias
from weakref import WeakValueDictionary

import msgspec
from litestar.di import NamedDependency

from shared import confined, log
from shared.confined import Limits
from shared.errors import Invalid, Unavailable
from shared.ids import AgencyId

PROGRAM = "services.gateway.platform.pdf.process"
LIMITS = Limits(cpu_s=6, clock_s=60, memory=512 << 20, answer=256 << 10)
MOST_PAGES = 10_000
AT_ONCE = 2
PATIENCE_S = 60

logger = log.get(__name__)


class Read(msgspec.Struct, frozen=True):
    """How many pages a PDF has, and its words: none where they are pictures, or endless."""

    pages: int
    words: str


class OthersAreRead(Unavailable):
    """Other files of your office are being read just now. Please try again in a moment."""


class _Line(msgspec.Struct, frozen=True):
    pages: int | None = None
    words: str | None = None


class UploadReader:
    """Reads one file at a time for each agency, and few in all: one gives way to all others."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._agencies: WeakValueDictionary[AgencyId, asyncio.Lock] = WeakValueDictionary()
        self._all = asyncio.Semaphore(AT_ONCE)

    async def read(self, agency: AgencyId, pdf: bytes) -> Read:
        """Return what is in a PDF.

        Raises:
            Invalid: it is not one, is locked, or has no page.
            OthersAreRead: for too long.
        """
        if not pdf.startswith(b"%PDF-"):
            raise _not_a_pdf()
        async with self._turn(agency):
            found = await read_apart(pdf, self._limits)
        if found is None:
            raise _not_a_pdf()
        return found

    @asynccontextmanager
    async def _turn(self, agency: AgencyId) -> AsyncIterator[None]:
        turn = self._agencies.setdefault(agency, asyncio.Lock())
        try:
            async with asyncio.timeout(PATIENCE_S) as waiting, turn, self._all:
                waiting.reschedule(None)
                yield
        except TimeoutError as error:
            raise OthersAreRead from error


UploadReaderDep: TypeAlias = NamedDependency[UploadReader]


async def read_apart(pdf: bytes | Path, limits: Limits = LIMITS) -> Read | None:
    """Read a PDF, or a file that may be one, in a program of its own.

    None where it cannot be read, is locked, or has no page.
    """
    said = await confined.run(PROGRAM, pdf, limits)
    try:
        lines = [msgspec.json.decode(line, type=_Line) for line in said.splitlines()]
    except msgspec.MsgspecError:
        lines = []
    pages = next((line.pages for line in lines if line.pages), None)
    words = next((line.words for line in lines if line.words is not None), None)
    if words is None:
        logger.warning("a PDF was not read to its end", pages=pages)
    if pages is None or not 0 < pages <= MOST_PAGES:
        return None
    return Read(pages, words or "")


def _not_a_pdf() -> Invalid:
    return Invalid(sides="This is not a PDF that can be read. Please choose another file.")
