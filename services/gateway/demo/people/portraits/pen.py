"""Draws smooth shapes: everything is drawn larger, and made smaller at the end."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from services.gateway.demo.people.portraits.look import Colour

WIDTH, HEIGHT = 480, 600
LARGER = 2
STEPS = 12
QUALITY = 88

Point = tuple[float, float]


class Pen:
    """A sheet of 480 x 600 units, from the upper left."""

    def __init__(self, ground: Colour) -> None:
        self._image = Image.new("RGB", (WIDTH * LARGER, HEIGHT * LARGER), ground)
        self._draw = ImageDraw.Draw(self._image)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        box = [(x - rx) * LARGER, (y - ry) * LARGER, (x + rx) * LARGER, (y + ry) * LARGER]
        self._draw.ellipse(box, fill=fill)

    def ring(self, x: float, y: float, rx: float, ry: float, fill: Colour, width: float) -> None:
        box = [(x - rx) * LARGER, (y - ry) * LARGER, (x + rx) * LARGER, (y + ry) * LARGER]
        self._draw.ellipse(box, outline=fill, width=round(width * LARGER))

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a closed curve through points."""
        self._draw.polygon([(x * LARGER, y * LARGER) for x, y in curve(points)], fill=fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        """Draw an open curve through points, with round ends."""
        through = [points[0], *points, points[-1]]
        bent = [
            _between(through[n : n + 4], step / STEPS)
            for n in range(len(points) - 1)
            for step in range(STEPS + 1)
        ]
        self._draw.line(
            [(x * LARGER, y * LARGER) for x, y in bent],
            fill=fill,
            width=round(width * LARGER),
            joint="curve",
        )
        for x, y in (points[0], points[-1]):
            self.oval(x, y, width / 2, width / 2, fill)

    def jpeg(self) -> bytes:
        file = io.BytesIO()
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.save(file, "JPEG", quality=QUALITY)
        return file.getvalue()


def curve(points: Sequence[Point]) -> list[Point]:
    """Return a closed Catmull-Rom spline through points."""
    count = len(points)
    return [
        _between([points[(n + k - 1) % count] for k in range(4)], step / STEPS)
        for n in range(count)
        for step in range(STEPS)
    ]


def _between(points: Sequence[Point], at: float) -> Point:
    """Return the point at 0 to 1 between the second and the third of four."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    return _spline(ax, bx, cx, dx, at), _spline(ay, by, cy, dy, at)


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
