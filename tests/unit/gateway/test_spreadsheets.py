"""Cells that a spreadsheet would take for formulas, and what was in them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.web.rendering import spreadsheets

FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1",
    "=HYPERLINK(1)",
    "'=1",
]  # fmt: skip


def read(row: str) -> list[str]:
    (cells,) = csv.reader(io.StringIO(row, newline=""))
    return cells


@pytest.mark.parametrize("text", FORMULAS)
def test_what_could_be_a_formula_is_a_text(text: str) -> None:
    assert read(spreadsheets.row(["a", text])) == ["a", f"'{text}"]


def test_what_is_none_stays_as_it_is() -> None:
    cells = ["Ana Silva", "林", "2027-01-15", "a=b", "", "3"]
    assert read(spreadsheets.row(cells)) == cells


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2))
def test_what_was_there_is_found_again(cells: list[str]) -> None:
    found = read(spreadsheets.row(cells))
    assert [cell.removeprefix("'") for cell in found] == cells
