"""Names as they are drawn into a composite."""

import pytest

from services.rooms.takes.postprocess.lettering import Line, lines
from services.rooms.takes.postprocess.tile import Tile

NAMES = {
    "Latin": "Zoë Nguyễn-Šćepanović",
    "Greek": "Νίνα Ζαρέτσναγια",
    "Cyrillic": "Ніна Зарічна",
    "Arabic": "نينا سعيد",
    "Persian": "پگاه آهنگرانی",
    "Hebrew": "נינה זרצנאיה",
    "Devanagari": "नीना",
    "Thai": "นีนา",
    "Georgian": "ნინა",
    "Chinese": "李娜",
    "Japanese": "髙橋 ニナ",
    "Korean": "니나",
}


def ink(line: Line) -> int:
    return sum(shade > 128 for row in line.rows for shade in row)


@pytest.mark.parametrize("script", NAMES)
def test_a_name_is_one_line_of_ink(script: str) -> None:
    [line] = lines(NAMES[script], 36, 600)
    assert {len(row) for row in line.rows} == {line.width}
    assert 20 < line.width <= 600
    assert ink(line) > 200


def test_letters_are_shaped() -> None:
    """Arabic letters join, and a letter that stands alone looks otherwise."""
    [joined] = lines("بب", 36, 600)
    [alone] = lines("ب", 36, 600)
    assert joined.width < 1.5 * alone.width


def test_words_of_other_scripts_and_directions_begin_new_lines() -> None:
    assert len(lines("Ana سعيد 李娜", 36, 600)) == 3
    assert len(lines("Ana María Ñandú", 36, 600)) == 1


def test_what_no_font_has_is_left_out() -> None:
    assert lines("🎭 ✨", 36, 600) == []
    assert lines("Ana 🎭", 36, 600) == lines("Ana", 36, 600)
    assert lines("Ana🎭", 36, 600) == lines("Ana", 36, 600)
    assert lines("", 36, 600) == []


def test_a_long_name_is_drawn_smaller() -> None:
    [line] = lines("Maria-Magdalena von und zu Hohenlohe-Waldenburg-Schillingsfürst", 36, 600)
    assert line.width <= 600


@pytest.mark.parametrize(
    "name", ["", "a " * 2000, "سعيد 李 " * 50, "\u202e\u0000\n", "𒐫" * 90, "e\u0301" * 500]
)
def test_any_name_makes_a_tile(name: str) -> None:
    frame = Tile(name, 640, 360).at(1.5)
    assert (frame.width, frame.height, frame.pts) == (640, 360, 1500)
