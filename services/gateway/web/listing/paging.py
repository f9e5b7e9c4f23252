"""Makes a page of the rows that a store has fetched."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from services.gateway.web.listing import cursors
from services.gateway.web.listing.model import COUNTED, Asked, Page, T


async def page(
    asked: Asked[Any],
    rows: Sequence[Any],
    make: Callable[..., T],
    count: Callable[[], Awaitable[int]] | None = None,
) -> Page[T]:
    """Return a page of `rows`: `asked.rows` at most, each its `place` and what `make` takes.

    `count` says how many match, and stops at `COUNTED` + 1; it is not asked where all are here.
    Without it the total is known there only.
    """
    here = rows[: asked.limit]
    further = len(rows) > asked.limit
    if asked.first and not further:
        return Page([of_row(make, row) for row in here], None, len(here))
    total = await count() if count else COUNTED + 1
    return Page(
        items=[of_row(make, row) for row in here],
        next=cursors.write(asked.sort, tuple(here[-1]["place"])) if further else None,
        total=total if total <= COUNTED else None,
    )


def of_row(make: Callable[..., T], row: Any) -> T:
    """Return what a row of a list is: its columns but the `place`, by their names."""
    return make(**{name: value for name, value in row.items() if name != "place"})
