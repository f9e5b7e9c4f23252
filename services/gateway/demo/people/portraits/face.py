"""A head with its face; sizes are those of `hair`."""

from services.gateway.demo.people.portraits.look import SKINS, Chance, Colour, Look
from services.gateway.demo.people.portraits.pen import Pen

X, EYES, WHITE, DARK = 240, 252, "#f7f4ee", "#2a2020"


def head(pen: Pen, look: Look, chance: Chance) -> None:
    """Draw ears, neck and the head itself."""
    skin, shade = SKINS[look.skin]
    wide = 92 * chance.face
    low = 352 if look.age == "child" else 368
    pen.shape([(204, 320), (276, 320), (284, 404), (X, 424), (196, 404)], shade)
    for side in (-1, 1):
        pen.oval(X + side * wide, 262, 15, 25, shade)
        pen.oval(X + side * wide, 260, 12, 21, skin)
    jaw = wide * 0.72 * chance.jaw
    pen.shape(
        [
            (X, 132),
            (X + wide * 0.82, 166),
            (X + wide, 245),
            (X + wide * 0.88, 305),
            (X + jaw * 0.62, low - 12),
            (X, low),
            (X - jaw * 0.62, low - 12),
            (X - wide * 0.88, 305),
            (X - wide, 245),
            (X - wide * 0.82, 166),
        ],
        skin,
    )


def features(pen: Pen, look: Look, chance: Chance, hair: Colour) -> None:
    """Draw eyes, brows, nose and mouth, and what age and sun leave."""
    _, shade = SKINS[look.skin]
    child = look.age == "child"
    for side in (-1, 1):
        x = X + side * 39
        _eye(pen, x, chance.eyes, 1.12 if child else 1.0, shade)
        brow = hair if look.age != "old" else "#8d8a85"
        pen.line([(x - 18, 224), (x, 217), (x + 18, 223)], brow, 4 if child else 6)
    nose = 11 * chance.nose
    pen.line([(X - nose, 296), (X, 303), (X + nose, 296)], shade, 4)
    _mouth(pen, look, chance)
    if look.age in {"middle", "old"}:
        _lines(pen, shade, old=look.age == "old")
    if look.freckles:
        for x, y in ((196, 284), (206, 294), (216, 284), (264, 284), (274, 294), (284, 284)):
            pen.oval(x, y, 2.4, 2.4, shade)


def _eye(pen: Pen, x: float, iris: Colour, size: float, lid: Colour) -> None:
    pen.shape([(x - 19, EYES + 1), (x, EYES - 10 * size), (x + 19, EYES + 1), (x, EYES + 8)], WHITE)
    pen.oval(x, EYES - 1, 8.5 * size, 8.5 * size, iris)
    pen.oval(x, EYES - 1, 4.2 * size, 4.2 * size, "#120d0b")
    pen.oval(x + 3, EYES - 4, 2.2, 2.2, "#ffffff")
    pen.line([(x - 20, EYES + 1), (x, EYES - 11 * size), (x + 20, EYES + 1)], DARK, 3.4)
    pen.line([(x - 16, EYES - 11), (x, EYES - 18 * size), (x + 16, EYES - 11)], lid, 2)


def _mouth(pen: Pen, look: Look, chance: Chance) -> None:
    wide, smile = 30 * chance.mouth, 8 * chance.smile
    lips = {"deep": "#7a3b3a", "dark": "#6b3232", "brown": "#8e4a44"}.get(look.skin, "#b5605a")
    pen.shape(
        [(X - wide, 328 - smile / 2), (X, 324), (X + wide, 328 - smile / 2), (X, 338 + smile)], lips
    )
    pen.line(
        [(X - wide, 328 - smile / 2), (X, 329 + smile * 0.6), (X + wide, 328 - smile / 2)],
        "#5a2a2a",
        2.4,
    )


def _lines(pen: Pen, shade: Colour, *, old: bool) -> None:
    for side in (-1, 1):
        pen.line([(X + side * 36, 296), (X + side * 46, 322)], shade, 2.4)
        if old:
            pen.line([(X + side * 24, 272), (X + side * 40, 276), (X + side * 56, 270)], shade, 2)
    if old:
        for y in (190, 202):
            pen.line([(206, y), (X, y - 3), (274, y)], shade, 2)


def beard(pen: Pen, look: Look, chance: Chance, hair: Colour) -> None:
    """Draw a beard below the mouth, and a moustache above it."""
    wide = 86 * chance.face
    pen.shape(
        [
            (X - wide, 280),
            (X - 52, 312),
            (X, 312),
            (X + 52, 312),
            (X + wide, 280),
            (X + 66, 360),
            (X, 398 if look.age == "old" else 384),
            (X - 66, 360),
        ],
        hair,
    )


def glasses(pen: Pen) -> None:
    for side in (-1, 1):
        pen.ring(X + side * 39, EYES, 30, 26, DARK, 4)
        pen.line([(X + side * 69, EYES - 4), (X + side * 92, EYES - 10)], DARK, 4)
    pen.line([(X - 9, EYES - 2), (X, EYES - 6), (X + 9, EYES - 2)], DARK, 4)


def hearing_aid(pen: Pen, chance: Chance) -> None:
    x = X + 92 * chance.face
    pen.line([(x + 6, 238), (x + 17, 252), (x + 15, 276)], "#3d5a80", 8)
    pen.line([(x + 8, 240), (x - 2, 248), (x - 6, 264)], "#dfe6ee", 3)
