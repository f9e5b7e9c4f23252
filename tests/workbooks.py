"""Workbooks (Office Open XML) as small as they can be, and one that inflates without end."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from xml.sax.saxutils import escape

_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default'
    ' Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}.sheet.main+xml"/><Override'
    f' PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETS}.worksheet+xml"/></Types>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELS = (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_RELATIONS}/{{kind}}"'
    ' Target="{target}"/></Relationships>'
)
_WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
    '<sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>'
)


def xlsx(rows: Sequence[Sequence[str | float]]) -> bytes:
    """Return a workbook with one sheet; texts stand in its cells, numbers are numbers."""
    sheet = "".join(
        f'<row r="{number}">{"".join(_cell(number, place, each) for place, each in enumerate(row))}'
        "</row>"
        for number, row in enumerate(rows, 1)
    )
    return packed(f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData></worksheet>'.encode())


def packed(sheet: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as workbook:
        workbook.writestr("[Content_Types].xml", _TYPES)
        workbook.writestr(
            "_rels/.rels", _RELS.format(kind="officeDocument", target="xl/workbook.xml")
        )
        workbook.writestr("xl/workbook.xml", _WORKBOOK)
        workbook.writestr(
            "xl/_rels/workbook.xml.rels",
            _RELS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        )
        workbook.writestr("xl/worksheets/sheet1.xml", sheet)
    return file.getvalue()


def _cell(row: int, place: int, value: str | float) -> str:
    at = f"{_letters(place)}{row}"
    if isinstance(value, str):
        return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{at}"><v>{value}</v></c>'


def _letters(place: int) -> str:
    first, second = divmod(place, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def inflating(gigabytes: int, *, hidden: bool) -> bytes:
    """Return a workbook of some MB whose sheet inflates to so many GB. Where that is `hidden`, its
    directory says that it has a few bytes."""
    block = zlib.compressobj(9, zlib.DEFLATED, -15)
    mebibyte = block.compress(b" " * (1 << 20)) + block.flush(zlib.Z_FULL_FLUSH)
    stream = mebibyte * (gigabytes << 10) + block.flush()
    said = 99 if hidden else (gigabytes << 30) - 1
    name = b"xl/worksheets/sheet1.xml"
    whole = packed(b"<worksheet/>")
    with zipfile.ZipFile(io.BytesIO(whole)) as small:
        at = small.getinfo(name.decode()).header_offset
    head = struct.pack(
        "<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 33, 0, len(stream), said, len(name), 0
    )
    start = whole.index(b"PK\x01\x02")
    directory = bytearray(whole[start:])
    entry = directory.index(name) - 46
    struct.pack_into("<II", directory, entry + 20, len(stream), said)
    moved = at + len(head) + len(name) + len(stream)
    struct.pack_into("<I", directory, len(directory) - 6, moved)
    return whole[:at] + head + name + stream + bytes(directory)
