"""What stands in a composite for somebody of whom no picture comes: a dark tile with their name."""

from fractions import Fraction

import av

from services.rooms.takes.postprocess.lettering import Line, lines

MILLISECONDS = Fraction(1, 1000)
DARK, LIGHT, GREY = 30, 220, 128
"""Luma of the ground and of the letters, and chroma of no colour (BT.601, limited range)."""
LETTER = 10
"""So many letters would stand above each other."""
GAP = 12
MARGIN = 20


class Tile:
    """The picture of one name."""

    def __init__(self, name: str, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._luma = bytearray([DARK]) * (width * height)
        drawn = lines(name, height // LETTER, width - 2 * MARGIN)
        top = (height - sum(len(line.rows) + GAP for line in drawn) + GAP) // 2
        for line in drawn:
            self._draw(line, top)
            top += len(line.rows) + GAP

    def at(self, seconds: float) -> av.VideoFrame:
        """The tile as the frame of a moment."""
        frame = av.VideoFrame(self._width, self._height, "yuv420p")
        luma, *chroma = frame.planes
        luma.update(self._padded(luma.line_size))
        for plane in chroma:
            plane.update(bytes([GREY]) * plane.buffer_size)
        frame.pts, frame.time_base = round(1000 * seconds), MILLISECONDS
        return frame

    def _draw(self, line: Line, top: int) -> None:
        left = (self._width - line.width) // 2
        for number, row in enumerate(line.rows):
            if not 0 <= top + number < self._height:
                continue
            start = (top + number) * self._width + left
            shades = (DARK + (LIGHT - DARK) * ink // 255 for ink in row)
            self._luma[start : start + line.width] = bytes(shades)

    def _padded(self, line_size: int) -> bytes:
        rows = range(0, len(self._luma), self._width)
        rest = bytes(line_size - self._width)
        return b"".join(bytes(self._luma[row : row + self._width]) + rest for row in rows)
