"""What a line takes in, and how it is shown."""

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import lines
from shared.lines import FILLED, FILLED_OR_EMPTY, FSI, PDI, Line, OptionalLine

NAMES = ["Ana Silva", "محمد علي", "李小龍", "Zoë", "👩‍👩‍👧", "שרה\u200f", "नेहा", "O", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]
TURNING = ["\u202eanA", "Ana\u202c", "Ana\u2066", "Ana\u2069", "\u2068Ana"]
BREAKING = [
    "Ana\nSilva",
    "Ana\r",
    "Ana\u2028Silva",
    "Ana\u2029",
    "Ana\u0085Silva",
    "Ana\tSilva",
    "Ana\n",
]
BLANK = [
    " ",
    "\u200b",
    "\u3164",
    "\u2800",
    "\u115f\u1160",
    "\u00ad",
    "\ufeff",
    "\u200d\ufe0f",
    "\u3000",
]


def taken(text: str, kind: object = Line) -> bool:
    try:
        msgspec.json.decode(msgspec.json.encode(text), type=kind)
    except msgspec.ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", NAMES)
def test_names_of_all_writings_are_taken(name: str) -> None:
    assert taken(name)
    assert lines.trouble(name) is None


@pytest.mark.parametrize("name", [*TURNING, *BREAKING, *BLANK, "Ana\x00", "Ana\x9b"])
def test_what_breaks_turns_or_blanks_a_line_is_refused(name: str) -> None:
    assert not taken(name)
    assert not taken(name, OptionalLine)
    assert lines.trouble(name)


def test_an_optional_line_may_be_left_empty() -> None:
    assert taken("", OptionalLine)
    assert not taken("")


def test_the_reason_is_the_one_that_holds() -> None:
    assert "seen" in str(lines.trouble("\u3164"))
    assert "direction" in str(lines.trouble("\u202eanA"))


@given(st.text(max_size=40))
def test_a_line_is_refused_exactly_where_there_is_a_reason(text: str) -> None:
    assert bool(re.search(FILLED_OR_EMPTY, text)) == (lines.trouble(text) is None)
    assert bool(re.search(FILLED, text)) == bool(text and lines.trouble(text) is None)


@given(st.text(max_size=40))
def test_what_is_shown_neither_breaks_the_line_nor_turns_what_follows(text: str) -> None:
    shown = lines.isolated(text)
    inner = shown.removeprefix(FSI).removesuffix(PDI)
    assert lines.plain(inner) == inner
    assert not re.search("[\n\r\u2028\u2029\u202a-\u202e\u2066-\u2069]", inner)


@pytest.mark.parametrize("name", ["محمد علي", "שרה", "ana محمد", "\U0001e900"])
def test_letters_that_run_from_right_to_left_are_isolated(name: str) -> None:
    assert lines.isolated(name) == f"{FSI}{name}{PDI}"


def test_others_stand_as_they_are() -> None:
    assert lines.isolated("Ana Silva") == "Ana Silva"
