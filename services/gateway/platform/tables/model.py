"""A table as it is read: what it is in short, and its records one by one."""

import msgspec

MOST_LINES = 200_000
MOST_COLUMNS = 400
LONGEST_CELL = 5_000
SAMPLE = 5
"""So many records are shown before a table is taken in, each cell cut at `SHOWN` characters."""
SHOWN = 80


class Record(msgspec.Struct, frozen=True, array_like=True):
    """A record that begins on `line`, counted from 1; one that cannot be read has a `problem`, in
    words for who sent it. There are as many cells as the table has columns."""

    line: int
    cells: tuple[str, ...]
    problem: str = ""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a table is: `columns` are the cells of its first record, `line` where that stands, and
    `lines` how many records follow. A table that is refused has a `refusal`."""

    columns: tuple[str, ...] = ()
    line: int = 1
    lines: int = 0
    sample: tuple[Record, ...] = ()
    refusal: str = ""


class TableRefused(Exception):
    """A file is no table that can be read; the message is for who sent it."""
