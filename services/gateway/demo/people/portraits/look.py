"""How somebody of the demo looks: what is said of them, and what a seed decides."""

import random
from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

Colour: TypeAlias = str
Skin: TypeAlias = Literal["porcelain", "fair", "rosy", "olive", "tan", "brown", "deep", "dark"]
Hair: TypeAlias = Literal[
    "none", "crop", "short", "bob", "long", "bun", "curls", "afro", "braids", "locs", "receding"
]
Cover: TypeAlias = Literal["", "hijab", "turban", "kippah", "headwrap", "cap"]
Age: TypeAlias = Literal["child", "young", "middle", "old"]

SKINS: Mapping[Skin, tuple[Colour, Colour]] = {
    "porcelain": ("#f6ddcf", "#e2b9a6"),
    "fair": ("#f0cdb2", "#d6a588"),
    "rosy": ("#eab79d", "#c98b72"),
    "olive": ("#d9a97f", "#b98558"),
    "tan": ("#c48d5f", "#a06c43"),
    "brown": ("#9a653f", "#784a2a"),
    "deep": ("#744a2f", "#56341f"),
    "dark": ("#54352a", "#3b241c"),
}
"""Each with the shade of nose, lids and neck."""
HAIRS: Mapping[str, Colour] = {
    "black": "#1f1a1c",
    "brown": "#4a3024",
    "chestnut": "#6f4127",
    "red": "#a34f26",
    "blond": "#cfa765",
    "grey": "#9b9892",
    "white": "#dedbd4",
    "blue": "#35588c",
}
CLOTHES = ("#2f4858", "#5b3a4a", "#3f5b46", "#6a4b33", "#39406b", "#7a3e3a", "#4b4b50", "#76653d")
GROUNDS = ("#d9d2c5", "#c9d3d1", "#d6cbd0", "#c8cfdb", "#d5d6c4", "#dcc9bd")
EYES = ("#3a2718", "#2b1d14", "#5b4630")
PALE_EYES = (*EYES, "#4f6b3f", "#4a6a86")


class Look(msgspec.Struct, frozen=True):
    """What is said of somebody's looks; `aid` is a hearing aid, `chair` a wheelchair."""

    skin: Skin = "fair"
    hair: Hair = "short"
    colour: str = "brown"
    age: Age = "young"
    cover: Cover = ""
    beard: bool = False
    glasses: bool = False
    aid: bool = False
    chair: bool = False
    freckles: bool = False


class Chance(msgspec.Struct, frozen=True):
    """What the seed decides: colours, and widths of a face as shares of a plain one."""

    ground: Colour
    clothes: Colour
    cloth: Colour
    eyes: Colour
    face: float
    jaw: float
    nose: float
    mouth: float
    smile: float
    collar: bool


def chance(seed: str, *, pale: bool = False) -> Chance:
    """Return the same for the same seed, on every machine."""
    dice = random.Random(seed)  # noqa: S311 - a picture, no secret
    clothes = dice.choice(CLOTHES)
    return Chance(
        ground=dice.choice(GROUNDS),
        clothes=clothes,
        cloth=dice.choice([each for each in CLOTHES if each != clothes]),
        eyes=dice.choice(PALE_EYES if pale else EYES),
        face=dice.uniform(0.93, 1.08),
        jaw=dice.uniform(0.86, 1.04),
        nose=dice.uniform(0.85, 1.25),
        mouth=dice.uniform(0.88, 1.14),
        smile=dice.uniform(0.2, 1.0),
        collar=dice.random() < 0.5,
    )
