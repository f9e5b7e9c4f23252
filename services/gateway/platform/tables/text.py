"""Records of a CSV file (RFC 4180), as spreadsheets and people write them.

A file may be in UTF-8, UTF-16 or Windows-1252, be separated by commas, semicolons or tabs, and end
its lines in any way. A quote that is never closed costs the line on which it stands, not the rest.
"""

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from services.gateway.platform.tables.model import Record

SEPARATORS = (",", ";", "\t")
MOST_PHYSICAL_LINES = 100
"""Of one record: a cell may have line breaks."""
UNCLOSED = 'A quote (") is opened on this line, and never closed.'
TOO_LONG = "A cell on this line is far too long."
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARED = re.compile(r"sep=(.)\r?\n?")
_HEAD, _CHUNK = 4096, 1 << 20
_GUESSED_BY, _SEEN = 10, 10_000


class _Unclosed(Exception):
    pass


def encoding_of(file: BinaryIO) -> str:
    """Guess how a file's letters are written, and go back to its beginning."""
    head = file.read(_HEAD)
    file.seek(0)
    for mark, encoding in _BOMS.items():
        if head.startswith(mark):
            return encoding
    if wide := _without_mark(head):
        return wide
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8"


def _without_mark(head: bytes) -> str | None:
    """Return the UTF-16 of a file whose every other byte is zero, as of Latin letters."""
    half = len(head) // 2
    if head[1::2].count(0) > half // 2 and not head[::2].count(0):
        return "utf-16-le"
    if head[::2].count(0) > half // 2 and not head[1::2].count(0):
        return "utf-16-be"
    return None


def read(file: BinaryIO) -> Iterator[Record]:
    """Yield the records of a file, empty ones too, with all their cells."""
    text = io.TextIOWrapper(file, encoding_of(file), errors="replace", newline="")
    first = list(islice(text, _GUESSED_BY))
    declared = _DECLARED.fullmatch(first[0]) if first else None
    separator = declared[1] if declared else separator_of(first)
    source = _Source(first, text)
    if declared:
        source.skip()
    yield from _records(source, separator)


def separator_of(lines: list[str]) -> str:
    """Guess what stands between cells: what gives most lines as many cells as the first has."""

    def fit(separator: str) -> tuple[int, int]:
        shown = (line[:_SEEN] for line in lines)
        widths = [len(cells) for cells in csv.reader(shown, delimiter=separator) if cells]
        if not widths or widths[0] < 2:
            return 0, 0
        return widths.count(widths[0]), widths[0]

    return max(SEPARATORS, key=fit)


class _Source:
    """Lines of a file for a reader of CSV, which can be given back to another one."""

    def __init__(self, first: Iterable[str], rest: Iterable[str]) -> None:
        self._ahead = deque(first)
        self._rest = iter(rest)
        self._pulled: list[str] = []
        self.line = 1
        """Where the record that is being read begins."""

    def pull(self) -> Iterator[str]:
        while True:
            if len(self._pulled) >= MOST_PHYSICAL_LINES:
                raise _Unclosed
            line = self._ahead.popleft() if self._ahead else next(self._rest, None)
            if line is None and self._pulled:
                raise _Unclosed
            if line is None:
                return
            self._pulled.append(line)
            yield line

    def settle(self) -> None:
        """Go on behind the record that was read."""
        self.line += len(self._pulled)
        self._pulled.clear()

    def skip(self) -> None:
        """Go on behind the first line of the record that was begun."""
        if not self._pulled:
            next(self.pull(), None)
        self._ahead.extendleft(reversed(self._pulled[1:]))
        self.line += 1
        self._pulled.clear()


def _records(source: _Source, separator: str) -> Iterator[Record]:
    while True:
        try:
            for cells in csv.reader(source.pull(), delimiter=separator):
                yield Record(source.line, tuple(cells))
                source.settle()
        except _Unclosed:
            problem = UNCLOSED
        except csv.Error:
            problem = TOO_LONG
        else:
            return
        yield Record(source.line, (), problem)
        source.skip()
