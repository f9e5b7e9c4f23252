"""Rows of a workbook (Office Open XML, ISO/IEC 29500), of its first sheet that has any.

Cells are what the sheet shows of formulas, dates are ISO 8601, numbers have no needless decimals.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from services.gateway.platform.tables.model import Record, TableRefused

MOST_INFLATED = 1 << 30
UNREADABLE = "This is not a workbook that can be read. Please save it again, or as CSV."


def read(file: BinaryIO) -> Iterator[Record]:
    """Yield the rows of a workbook, empty ones too.

    Raises:
        TableRefused
    """
    try:
        _look_at_size(file)
        with CalamineWorkbook.from_filelike(file) as workbook:
            yield from _rows(_sheet(workbook))
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise TableRefused(UNREADABLE) from error


def _look_at_size(file: BinaryIO) -> None:
    """Refuse what says itself that it inflates without measure; limits stop what hides it."""
    with zipfile.ZipFile(file) as packed:
        inflated = sum(entry.file_size for entry in packed.infolist())
    file.seek(0)
    if inflated > MOST_INFLATED:
        most = MOST_INFLATED >> 30
        raise TableRefused(
            f"This workbook unpacks to {inflated / (1 << 30):.1f} GB: at most {most} GB are read."
        )


def _sheet(workbook: CalamineWorkbook) -> CalamineSheet:
    seen = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible
    ]
    sheets = (workbook.get_sheet_by_name(name) for name in seen or workbook.sheet_names)
    for sheet in sheets:
        if sheet.height:
            return sheet
    raise TableRefused("This workbook is empty.")


def _rows(sheet: CalamineSheet) -> Iterator[Record]:
    first = sheet.start[0] + 1 if sheet.start else 1
    for number, row in enumerate(sheet.iter_rows(), first):
        yield Record(number, tuple(map(_text, row)))


def _text(cell: Any) -> str:
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
    return str(cell)
