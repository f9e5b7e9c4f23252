"""What is asked of a list is read from an address, and a cursor leads where it was made."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given

from services.gateway.web import listing
from services.gateway.web.listing import (
    ALPHABETICAL,
    COUNTED,
    NEWEST_FIRST,
    Asked,
    Listing,
    Order,
    Page,
    Selection,
    cursors,
)
from services.gateway.web.listing.model import PageNotFound
from services.gateway.web.listing.reading import of_query
from shared.errors import Invalid
from tests.fuzzing import TEXTS


class Filters(msgspec.Struct, frozen=True):
    """Of a list for these tests."""

    company: str = ""
    minor: bool = False
    tags: tuple[str, ...] = ()


PEOPLE = Listing(
    orders={"name": Order("Name", ALPHABETICAL), "newest": Order("Newest first", NEWEST_FIRST)},
    filters=Filters,
    searched="Name",
)


def asked(**query: list[str]) -> Asked[Filters]:
    return of_query(PEOPLE, query)


def rows(count: int) -> list[dict[str, Any]]:
    return [{"place": (f"n{n:04}", UUID(int=n)), "name": f"n{n:04}"} for n in range(count)]


async def page(asked: Asked[Filters], count: int, total: int) -> Page[str]:
    async def counted() -> int:
        return total

    found: Page[str] = await listing.page(asked, rows(count), lambda name: name, counted)
    return found


def test_nothing_asked_is_the_first_page_in_the_first_order() -> None:
    first = asked()
    assert (first.sort, first.limit, first.q, first.filters) == ("name", 40, "", Filters())
    assert first.first
    assert first.after == ALPHABETICAL
    assert first.query() == ""
    assert first.narrowing == []


def test_what_is_asked_comes_back_in_the_address_of_the_next_page() -> None:
    first = asked(q=["Ana"], company=["A & B"], tags=["x", "y"], minor=["true"], sort=["newest"])
    assert first.filters == Filters("A & B", minor=True, tags=("x", "y"))
    assert first.query() == "q=Ana&company=A+%26+B&minor=true&tags=x&tags=y&sort=newest"
    assert first.query(sort="name") == "q=Ana&company=A+%26+B&minor=true&tags=x&tags=y"
    assert first.query(after="abc").endswith("&sort=newest&after=abc")


@pytest.mark.parametrize(
    "place", [("élan", uuid4()), (datetime(2026, 11, 30, 10, 0, 0, 123456, tzinfo=UTC), uuid4())]
)
def test_a_cursor_leads_to_its_place(place: tuple[Any, ...]) -> None:
    sort = "name" if isinstance(place[0], str) else "newest"
    cursor = cursors.write(sort, place)
    later = asked(sort=[sort], after=[cursor])
    assert later.after == place
    assert not later.first


@given(TEXTS)
def test_what_is_no_cursor_of_ours_is_no_page(text: str) -> None:
    with pytest.raises(PageNotFound):
        cursors.read(text, "name", PEOPLE.orders["name"])


@pytest.mark.parametrize(
    "place", [("newest", "a", uuid4()), ("name", "a\x00", uuid4()), ("name", "a"), ("name", 1, 2)]
)
def test_a_cursor_of_another_order_or_shape_is_no_page(place: tuple[Any, ...]) -> None:
    sort, *rest = place
    with pytest.raises(PageNotFound):
        cursors.read(cursors.write(sort, tuple(rest)), "name", PEOPLE.orders["name"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"sort": ["size"]},
        {"limit": ["0"]},
        {"limit": ["201"]},
        {"limit": ["many"]},
        {"q": ["x" * 121]},
        {"q": ["a\x00b"]},
        {"q": ["a", "b"]},
        {"minor": ["perhaps"]},
        {"after": ["x" * 2001]},
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, list[str]]) -> None:
    with pytest.raises(Invalid) as refused:
        asked(**wrong)
    assert refused.value.fields.keys() == wrong.keys()


async def test_a_page_knows_whether_there_is_a_next_and_how_many_match() -> None:
    few = asked(limit=["3"])
    assert await page(few, 2, total=-1) == Page(["n0000", "n0001"], None, 2)
    assert (await page(few, 3, total=-1)).next is None
    first = await page(few, 4, total=412)
    assert (len(first.items), first.total, first.total_in_words) == (3, 412, "412")
    assert first.next
    assert cursors.read(first.next, "name", PEOPLE.orders["name"]) == ("n0002", UUID(int=2))


async def test_more_than_a_thousand_are_not_counted() -> None:
    many = await page(asked(limit=["3"]), 4, total=COUNTED + 1)
    assert (many.total, many.total_in_words) == (None, "more than 1,000")
    assert (await page(asked(limit=["3"]), 4, total=COUNTED)).total_in_words == "1,000"


def test_what_was_ticked_is_chosen_whatever_is_searched_for() -> None:
    one, two = uuid4(), uuid4()
    assert listing.chosen(PEOPLE, {"ids": str(one), "q": "Ana"}) == Selection(ids=[one])
    assert listing.chosen(PEOPLE, {"ids": [str(one), str(two)]}).among == [one, two]
    with pytest.raises(Invalid):
        listing.chosen(PEOPLE, {"q": "Ana"})
    with pytest.raises(Invalid):
        listing.chosen(PEOPLE, {"ids": "all of them"})


def test_all_that_match_are_chosen_by_search_and_filters() -> None:
    posted = {"ids": str(uuid4()), "all": "true", "q": "Ana", "company": "A & B"}
    chosen = listing.chosen(PEOPLE, posted)
    assert chosen.among is None
    assert (chosen.q, chosen.filters) == ("Ana", Filters("A & B"))


def test_a_bulk_act_is_bounded() -> None:
    assert len(listing.bounded([uuid4()] * COUNTED)) == COUNTED
    with pytest.raises(listing.TooMany):
        listing.bounded([uuid4()] * (COUNTED + 1))
