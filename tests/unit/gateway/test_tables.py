"""Tables that people upload: read as they were meant, or refused with a reason at their line."""

import io
from pathlib import Path

import msgspec
import pytest

from services.gateway.platform.tables import reader, text, workbook
from services.gateway.platform.tables.model import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Record,
    TableRefused,
)
from services.gateway.platform.tables.reader import LOOK, Kind
from tests.workbooks import inflating, xlsx

NAMES = "Zoë Þórsdóttir"


def csv(content: bytes) -> list[Record]:
    return list(text.read(io.BytesIO(content)))


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [each.cells for each in csv(content)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_is_read_in_every_common_spelling(encoding: str, separator: str, end: str) -> None:
    lines = [f"Name{separator}Email", f"{NAMES}{separator}zoe@actors.test", ""]
    assert cells(end.join(lines).encode(encoding)) == [
        ("Name", "Email"),
        (NAMES, "zoe@actors.test"),
    ]


def test_other_scripts_in_utf_16_are_read() -> None:
    assert cells("Name,X\n李小龍,محمد\n".encode("utf-16"))[1] == ("李小龍", "محمد")


def test_a_separator_inside_of_quotes_is_none() -> None:
    assert cells(b'"Name, first";Email\n"Silva, Ana";a@b.test\n')[1] == ("Silva, Ana", "a@b.test")


def test_a_separator_that_a_spreadsheet_declares_is_taken() -> None:
    assert csv(b"sep=;\r\nName;Notes\r\nAna;a,b,c\r\n")[1] == Record(3, ("Ana", "a,b,c"))


def test_a_record_has_the_line_on_which_it_begins() -> None:
    found = csv(b'Name,Note\n"Ana","one\ntwo\nthree"\nBen,x\n')
    assert [each.line for each in found] == [1, 2, 5]


@pytest.mark.parametrize(
    "rest", [b"Ben,b\nCyd,c\n", b"Ben,b\n" + b"Cyd,c\n" * 500], ids=["short", "long"]
)
def test_a_quote_that_is_never_closed_costs_its_line_only(rest: bytes) -> None:
    found = csv(b'Name,X\nAna,"never\n' + rest)
    assert found[1] == Record(2, (), text.UNCLOSED)
    assert found[2:4] == [Record(3, ("Ben", "b")), Record(4, ("Cyd", "c"))]
    assert len(found) == 2 + rest.count(b"\n")


def test_inches_are_no_quotes() -> None:
    assert cells(b"Name,Height,X\nAna,5'10\",a\nBen,6'2\",b\n")[2] == ("Ben", "6'2\"", "b")


def test_a_cell_without_end_costs_its_line_only() -> None:
    found = csv(b"Name,X\nAna," + b"x" * 200_000 + b"\nBen,b\n")
    assert found[1:] == [Record(2, (), text.TOO_LONG), Record(3, ("Ben", "b"))]


def test_a_workbook_is_read_as_it_is_shown() -> None:
    rows: list[list[str | float]] = [["Name", "Height", "Phone"], ["Ana", 178.0, 447911123456.0]]
    found = list(workbook.read(io.BytesIO(xlsx(rows))))
    assert found[1] == Record(2, ("Ana", "178", "447911123456"))


async def look(folder: Path, content: bytes, kind: Kind = "csv", memory: int = LOOK.memory) -> str:
    """Look into a file in a program of its own; return why it is refused."""
    path = folder / "file"
    path.write_bytes(content)
    limits = msgspec.structs.replace(LOOK, memory=memory)
    with pytest.raises(TableRefused) as refused:
        await reader.look(path, kind, limits)
    return str(refused.value)


async def test_what_is_no_table_is_refused_with_a_reason(tmp_path: Path) -> None:
    wide = ",".join(map(str, range(MOST_COLUMNS + 1))).encode()
    assert await look(tmp_path, b"\n\n") == "This file is empty."
    assert (await look(tmp_path, b"\n" + wide)).startswith("Line 2: this has 401 columns")
    assert text.UNCLOSED in await look(tmp_path, b'"Name\nAna\n')
    assert await look(tmp_path, b"PK\x03\x04" + bytes(99), "xlsx") == workbook.UNREADABLE


@pytest.mark.parametrize("hidden", [False, True])
async def test_a_workbook_that_inflates_to_4_gb_is_refused(hidden: bool, tmp_path: Path) -> None:
    refusal = await look(tmp_path, inflating(4, hidden=hidden), "xlsx", 512 << 20)
    too_large = "This workbook unpacks to 4.0 GB: at most 1 GB are read."
    assert refusal == (workbook.UNREADABLE if hidden else too_large)


async def test_lines_of_a_table_are_counted_and_read_from_one_on(tmp_path: Path) -> None:
    columns = [f"column {number}" for number in range(300)]
    path = tmp_path / "file"
    path.write_text(
        f"{','.join(columns)}\n\n1,2\n{',' * 299}x,y\n{'a' * (LONGEST_CELL + 1)}\nla\x00st,1\n"
    )
    found = await reader.look(path, "csv")
    assert (len(found.columns), found.lines, found.line) == (300, 4, 1)
    async with reader.reading(path, "csv", after=3) as records:
        read = [each async for each in records]
    assert [(each.line, each.problem) for each in read] == [
        (4, "This line has 301 cells, and the first one 300."),
        (5, "A cell has more than 5,000 characters."),
        (6, ""),
    ]
    assert (read[-1].cells[0], len(read[-1].cells)) == ("last", 300)
