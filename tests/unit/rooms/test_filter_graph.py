"""How people stand in a composite."""

import pytest

from services.rooms.takes.postprocess.filter_graph import grid


@pytest.mark.parametrize(
    ("people", "columns", "rows"),
    [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 2, 2), (5, 3, 2), (6, 3, 2)],
)
def test_everybody_has_a_place(people: int, columns: int, rows: int) -> None:
    assert grid(people) == (columns, rows)
