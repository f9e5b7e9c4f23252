"""Puts a portrait together, from the ground to the glasses."""

from services.gateway.demo.people.portraits import face, hair
from services.gateway.demo.people.portraits.look import HAIRS, Chance, Look, Skin, chance
from services.gateway.demo.people.portraits.pen import Pen

PALE: frozenset[Skin] = frozenset({"porcelain", "fair", "rosy"})
STEEL = "#4d545c"


def portrait(seed: str, look: Look) -> bytes:
    """Draw somebody; return a JPEG of 480 x 600. The same seed draws the same."""
    given = chance(seed, pale=look.skin in PALE)
    colour = HAIRS[look.colour]
    pen = Pen(given.ground)
    hidden = look.cover in hair.HIDES_HAIR
    if look.chair:
        _wheelchair(pen)
    if not hidden:
        hair.behind(pen, look.hair, colour)
    _clothes(pen, look, given)
    face.head(pen, look, given)
    if look.beard:
        face.beard(pen, look, given, colour)
    face.features(pen, look, given, colour)
    if not hidden:
        hair.upon(pen, look.hair, colour, given.face)
    hair.cover(pen, look.cover, given)
    if look.glasses:
        face.glasses(pen)
    if look.aid:
        face.hearing_aid(pen, given)
    return pen.jpeg()


def _clothes(pen: Pen, look: Look, given: Chance) -> None:
    wide = 118 if look.age == "child" else 158
    pen.shape(
        [
            (240 - wide, 640),
            (240 - wide + 8, 450),
            (190, 390),
            (240, 410),
            (290, 390),
            (240 + wide - 8, 450),
            (240 + wide, 640),
        ],
        given.clothes,
    )
    if given.collar:
        pen.line([(196, 394), (240, 444), (284, 394)], given.cloth, 10)


def _wheelchair(pen: Pen) -> None:
    """Draw back and handles, which stand behind the shoulders."""
    pen.shape([(96, 600), (96, 440), (240, 430), (384, 440), (384, 600)], "#2b2e33")
    for side in (-1, 1):
        x = 240 + side * 152
        pen.line([(x, 600), (x, 420), (x + side * 30, 412)], STEEL, 14)
