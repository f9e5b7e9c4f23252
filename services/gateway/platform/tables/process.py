"""The program that reads a table: what it is in short, or its records, as lines of JSON.

It is run confined (`shared.confined`), with the file as its standard input, and ends wherever it
cannot go on. Its words are the kind of the file, `look` or `read`, and the line after which to
begin.
"""

import itertools
import sys
from collections.abc import Iterator

import msgspec

from services.gateway.platform.tables import text, workbook
from services.gateway.platform.tables.model import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_LINES,
    SAMPLE,
    SHOWN,
    Record,
    Summary,
    TableRefused,
)

READERS = {"csv": text.read, "xlsx": workbook.read}


def records(kind: str) -> tuple[Record, Iterator[Record]]:
    """Return the first record, and those that follow it.

    Raises:
        TableRefused
    """
    found = (each for each in READERS[kind](sys.stdin.buffer) if each.problem or any(each.cells))
    first = next(found, None)
    if first is None:
        raise TableRefused("This file is empty.")
    if first.problem:
        raise TableRefused(f"Line {first.line}, with the names of columns: {first.problem}")
    if len(first.cells) > MOST_COLUMNS:
        raise TableRefused(
            f"Line {first.line}: this has {len(first.cells)} columns, and at most {MOST_COLUMNS}"
            " are read."
        )
    width = len(first.cells)
    return _fitted(first, width), (_fitted(each, width) for each in found)


def _fitted(record: Record, width: int) -> Record:
    """Return a record with as many cells as there are columns."""
    if record.problem:
        return record
    if any(record.cells[width:]):
        cells = len(record.cells)
        return Record(record.line, (), f"This line has {cells} cells, and the first one {width}.")
    if any(len(cell) > LONGEST_CELL for cell in record.cells):
        return Record(record.line, (), f"A cell has more than {LONGEST_CELL:,} characters.")
    padded = (*record.cells, *[""] * (width - len(record.cells)))[:width]
    # Postgres has no U+0000 in a text.
    return Record(record.line, tuple(cell.replace("\x00", "").strip() for cell in padded))


def summary(kind: str) -> Summary:
    try:
        first, rest = records(kind)
        sample = tuple(itertools.islice(rest, SAMPLE))
        lines = len(sample) + sum(1 for _ in itertools.islice(rest, MOST_LINES))
    except TableRefused as refused:
        return Summary(refusal=str(refused))
    if lines > MOST_LINES:
        return Summary(refusal=f"This file has more than {MOST_LINES:,} lines.")
    return Summary(
        columns=tuple(cell[:SHOWN] for cell in first.cells),
        line=first.line,
        lines=lines,
        sample=tuple(
            Record(each.line, tuple(cell[:SHOWN] for cell in each.cells), each.problem)
            for each in sample
        ),
    )


def main(kind: str, wanted: str, after: str) -> None:
    out = sys.stdout.buffer
    if wanted == "look":
        out.write(msgspec.json.encode(summary(kind)))
        return
    for record in itertools.islice(records(kind)[1], MOST_LINES):
        if record.line > int(after):
            out.write(msgspec.json.encode(record) + b"\n")
    out.write(b"end\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
