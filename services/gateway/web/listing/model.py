"""What a list can be asked for, what is asked of it, and a page of what it answers."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Generic, TypeAlias, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import msgspec

from services.gateway.web.rendering import texts
from shared.errors import NotFound

F = TypeVar("F", bound=msgspec.Struct)
T = TypeVar("T")
Key: TypeAlias = str | int | datetime | UUID
Place: TypeAlias = tuple[Key, ...]
"""Where a row stands in an order: the values of the columns of ORDER BY, its id last."""

_special = re.compile(r"[\\%_]")
_ESCAPED = r"\\\g<0>"

COUNTED = 1_000
"""Up to so many what matches is counted, and a bulk act is done on at most as many."""
PAGE, MOST = 40, 200
"""Items of a page, where nothing is said, and at most."""

ALPHABETICAL: Place = ("", UUID(int=0))
NEWEST_FIRST: Place = (datetime(9999, 12, 31, tzinfo=UTC), UUID(int=2**128 - 1))
"""Places before the first row, in an order by a text and in one by a moment, backwards."""


class Order(msgspec.Struct, frozen=True):
    """An order in words ("Name"), and the place before its first row."""

    words: str
    start: Place

    @property
    def aria_sort(self) -> str:
        """What a screen reader says of the column (WAI-ARIA 1.2, aria-sort)."""
        return "ascending" if self.start[-1] == ALPHABETICAL[-1] else "descending"


class NoFilters(msgspec.Struct, frozen=True):
    """Nothing narrows this list but its search."""


class Listing(msgspec.Struct, Generic[F], frozen=True):
    """What a list can be asked for.

    `orders` by the name that `sort` has; the first is the default. Each field of `filters` has a
    default, with which it narrows nothing. `searched` says in what `q` is looked for: "Name or
    company"; "" where there is no search.
    """

    orders: Mapping[str, Order]
    filters: type[F]
    searched: str = ""
    size: int = PAGE


class Asked(msgspec.Struct, Generic[F], frozen=True):
    """What is asked of a list: `limit` items of what matches, after a place in an order."""

    listing: Listing[F]
    filters: F
    q: str
    sort: str
    after: Place
    limit: int

    @property
    def rows(self) -> int:
        """How many rows to fetch: one more than a page has, which tells whether there is a next."""
        return self.limit + 1

    @property
    def pattern(self) -> str:
        """What to compare with by LIKE: anything that has `q` in it."""
        return containing(self.q)

    @property
    def first(self) -> bool:
        """Whether this is the first page."""
        return self.after == self.listing.orders[self.sort].start

    @property
    def narrowing(self) -> list[tuple[str, str]]:
        """Return the search and the filters that narrow the list, as a form has them."""
        given = [("q", self.q)] if self.q else []
        for field in msgspec.structs.fields(self.filters):
            value = getattr(self.filters, field.name)
            if value != field.default:
                given += [(field.name, each) for each in _as_typed(value)]
        return given

    def query(self, *, sort: str = "", after: str = "") -> str:
        """Return what an address needs to ask the same again, in another order or further on."""
        default = next(iter(self.listing.orders))
        asked = [("sort", sort or self.sort), ("limit", str(self.limit)), ("after", after)]
        unsaid = {("sort", default), ("limit", str(self.listing.size)), ("after", "")}
        return urlencode(self.narrowing + [pair for pair in asked if pair not in unsaid])


class Page(msgspec.Struct, Generic[T], frozen=True):
    """A page of a list. `next` is the cursor of the page after it, None after the last; `total` how
    many match on all pages, None where they are more than 1,000, or are not counted."""

    items: list[T]
    next: str | None
    total: int | None

    @property
    def total_in_words(self) -> str:
        if self.total is None:
            return texts.gettext("more than %(count)s") % {"count": f"{COUNTED:,}"}
        return f"{self.total:,}"

    @property
    def at_least(self) -> int:
        """How many match, or one more than are counted: which plural goes with it."""
        return COUNTED + 1 if self.total is None else self.total


class PageNotFound(NotFound):
    """There is no such page of this list. Please begin at its start."""


def containing(words: str) -> str:
    """Return the pattern of LIKE for texts that have some words in them; all have ""."""
    return f"%{_special.sub(_ESCAPED, words)}%"


def _as_typed(value: Any) -> list[str]:
    plain = msgspec.to_builtins(value)
    if isinstance(plain, bool):
        return ["true" if plain else "false"]
    return [str(each) for each in plain] if isinstance(plain, list | tuple) else [str(plain)]
