"""Hair and what covers it: what lies behind the head, and what lies on it.

The head is an oval around (240, 250) of 92 x 118; its top is at 132, its ears at 256.
"""

from collections.abc import Callable, Mapping

from services.gateway.demo.people.portraits.look import Chance, Colour, Cover, Hair
from services.gateway.demo.people.portraits.pen import Pen

X = 240
FOLD = "#24242a"
FLOWING: Mapping[Hair, float] = {"bob": 345, "long": 455, "locs": 330, "braids": 300}
"""Down to where hair falls behind the face; strands go further."""
STRANDS: Mapping[Hair, float] = {"locs": 420, "braids": 470}
HAIRLINE: Mapping[Hair, float] = {"crop": 178, "short": 186, "receding": 152}


def behind(pen: Pen, hair: Hair, colour: Colour) -> None:
    """Draw hair behind the head."""
    if hair == "afro":
        pen.oval(X, 205, 142, 128, colour)
    elif hair == "bun":
        pen.oval(X, 118, 44, 40, colour)
    elif hair == "curls":
        for x, y in ((140, 220), (128, 270), (150, 315), (340, 220), (352, 270), (330, 315)):
            pen.oval(x, y, 44, 44, colour)
    elif hair in FLOWING:
        low = FLOWING[hair]
        pen.shape(
            [(X, 118), (352, 190), (360, 300), (346, low), (134, low), (120, 300), (128, 190)],
            colour,
        )
    if hair in STRANDS:
        _strands(pen, STRANDS[hair], colour)


def _strands(pen: Pen, low: float, colour: Colour) -> None:
    for step in range(5):
        for side in (-1, 1):
            x = X + side * (66 + 9 * step)
            pen.line([(x, 245), (x + side * 6, 330), (x, low + 14 * (step % 3))], colour, 8)


def upon(pen: Pen, hair: Hair, colour: Colour, wide: float) -> None:
    """Draw hair on the forehead, as wide as the face."""
    if hair == "none":
        return
    side = 98 * wide
    if hair == "receding":
        for turn in (-1, 1):
            x = X + turn * side
            pen.shape([(x, 262), (x - turn * 12, 180), (x + turn * 8, 196)], colour)
        return
    line = HAIRLINE.get(hair, 190)
    pen.shape(
        [
            (X - side, 262),
            (X - side - 8, 190),
            (X - 60, 122),
            (X + 20, 112),
            (X + 78, 136),
            (X + side + 8, 190),
            (X + side, 262),
            (X + side - 16, line + 22),
            (X + 30, line - 8),
            (X - 30, line),
            (X - side + 16, line + 22),
        ],
        colour,
    )
    if hair in {"curls", "afro"}:
        for step in range(-4, 5):
            pen.oval(X + step * 22, 150 + abs(step) * 7, 27, 26, colour)


def _hijab(pen: Pen, cloth: Colour) -> None:
    for points in (
        [(X, 108), (334, 150), (352, 270), (338, 372), (300, 372), (330, 250), (X, 168)],
        [(X, 108), (146, 150), (128, 270), (142, 372), (180, 372), (150, 250), (X, 168)],
        [(142, 340), (X, 372), (338, 340), (372, 470), (X, 520), (108, 470)],
    ):
        pen.shape(points, cloth)


def _turban(pen: Pen, cloth: Colour) -> None:
    pen.shape(
        [
            *((136, 226), (118, 176), (150, 112), (X, 84), (330, 112), (362, 176), (344, 226)),
            *((300, 186), (X, 158), (180, 186)),
        ],
        cloth,
    )
    for turn in range(1, 4):
        high = 222 - 26 * turn
        pen.line([(128 + 6 * turn, high), (X + 40, high - 26), (330, high - 38)], FOLD, 2)


def _kippah(pen: Pen, cloth: Colour) -> None:
    pen.shape([(184, 134), (206, 112), (X, 104), (274, 112), (296, 134), (X, 126)], cloth)


def _headwrap(pen: Pen, cloth: Colour) -> None:
    pen.oval(X, 96, 64, 48, cloth)
    pen.shape(
        [(140, 206), (138, 140), (X, 84), (342, 140), (340, 206), (X, 164)],
        cloth,
    )


def _cap(pen: Pen, cloth: Colour) -> None:
    pen.shape([(138, 196), (150, 130), (X, 100), (330, 130), (342, 196), (X, 176)], cloth)
    pen.shape([(150, 186), (X, 168), (330, 186), (352, 206), (X, 196), (128, 206)], "#26262a")


COVERS: Mapping[Cover, Callable[[Pen, Colour], None]] = {
    "hijab": _hijab,
    "turban": _turban,
    "kippah": _kippah,
    "headwrap": _headwrap,
    "cap": _cap,
}
HIDES_HAIR: frozenset[Cover] = frozenset({"hijab", "turban", "headwrap"})


def cover(pen: Pen, kind: Cover, chance: Chance) -> None:
    if kind:
        COVERS[kind](pen, chance.cloth)
