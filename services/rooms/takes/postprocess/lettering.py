"""Draws text, shaped and rasterised by HarfBuzz. Fonts come along, for a machine may have none.

FiraGO has Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari, Thai and Georgian letters, Noto Sans
CJK what China, Japan and Korea write.
"""

import unicodedata
from functools import cache
from importlib.resources import as_file, files
from itertools import groupby

import msgspec
import pymupdf_fonts
import uharfbuzz as hb

SUBPIXELS = 64
"""In which a font measures: so many of them are one pixel."""
REGULAR = 400.0
LONGEST = 80
"""Characters that are drawn of a text."""


class Line(msgspec.Struct, frozen=True):
    """A line as `rows` from the top, each of `width` bytes of ink, 0 to 255."""

    width: int
    rows: list[bytes]


class _Style(msgspec.Struct, frozen=True):
    """What words have in common that stand in one line: another script begins a new one, so that
    none has two directions."""

    font: int
    direction: str


def lines(text: str, size: int, width: int) -> list[Line]:
    """Draw a text in letters of `size` pixels, or smaller ones where a line would be wider than
    `width`. Characters that no font has are left out."""
    words = unicodedata.normalize("NFC", text[:LONGEST]).split()
    together = groupby(filter(_covered, words), _style)
    return [_fitted(style, " ".join(group), size, width) for style, group in together]


@cache
def _fonts() -> tuple[hb.Font, ...]:
    return _font(hb.Blob(pymupdf_fonts.myfont("figo"))), _font(_cjk())


def _cjk() -> hb.Blob:
    with as_file(files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc") as path:
        return hb.Blob.from_file_path(path)


def _font(blob: hb.Blob) -> hb.Font:
    font = hb.Font(hb.Face(blob))
    font.set_variations({"wght": REGULAR})
    return font


@cache
def _letters(font: int) -> frozenset[int]:
    return frozenset(_fonts()[font].face.unicodes)


def _known(text: str, font: int) -> int:
    return sum(ord(letter) in _letters(font) for letter in text)


def _covered(word: str) -> bool:
    return any(_known(word, font) for font in range(len(_fonts())))


def _style(word: str) -> _Style:
    font = max(range(len(_fonts())), key=lambda font: _known(word, font))
    return _Style(font, _buffer(word).direction)


def _drawable(text: str, font: int) -> str:
    """Leave out what the font has not, but for marks that tell how to shape others."""
    return "".join(
        letter
        for letter in text
        if ord(letter) in _letters(font) or unicodedata.category(letter) in {"Cf", "Zs"}
    )


def _buffer(text: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    return buffer


def _fitted(style: _Style, text: str, size: int, width: int) -> Line:
    words = _drawable(text, style.font)
    line = _line(style, words, size)
    return line if line.width <= width else _line(style, words, size * width // line.width)


def _line(style: _Style, text: str, size: int) -> Line:
    font, buffer, drawing, at = _fonts()[style.font], _buffer(text), hb.RasterDraw(), 0
    font.scale = size * SUBPIXELS, size * SUBPIXELS
    drawing.scale_factor = float(SUBPIXELS), float(SUBPIXELS)
    hb.shape(font, buffer)
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True):
        drawing.transform = 1.0, 0.0, 0.0, 1.0, float(at + place.x_offset), float(place.y_offset)
        drawing.draw_glyph(font, glyph.codepoint)
        at += place.x_advance
    image = drawing.render()
    if image is None:
        raise MemoryError
    shape, ink = image.extents, bytes(image.buffer)
    starts = range((shape.height - 1) * shape.stride, -1, -shape.stride)  # the lowest comes first
    return Line(shape.width, [ink[start : start + shape.width] for start in starts])
