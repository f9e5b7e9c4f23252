"""Productions by list: paged, ordered, found again, wrapped or not; a freelancer's are theirs."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import pytest

from services.gateway.casting.productions import actions, lists
from services.gateway.casting.productions.model import PRODUCTIONS, NewProduction, Production
from services.gateway.web.desk import Desk
from services.gateway.web.listing import Page
from services.gateway.web.listing.reading import of_query
from shared.tenancy import Database
from tests.installation import Office
from tests.integration.gateway.desks import desk_in
from tests.migrated import Founded, databases

TITLES = ("Édith", "Hamlet", "eden", "The Tempest")


@pytest.fixture
async def database(founded: Founded) -> AsyncIterator[Database]:
    """Return the gateway's database, in which the neighbour casts something of the same name."""
    async with databases(founded.url, "gateway") as (opened,):
        async with desk_in(opened, founded.neighbour) as desk:
            await start(desk, "Hamlet")
        yield opened


async def start(desk: Desk, *titles: str) -> Sequence[Production]:
    return [await actions.start(desk, NewProduction(title, "Films")) for title in titles]


async def listed(desk: Desk, **query: str) -> Page[Production]:
    asked = of_query(PRODUCTIONS, {name: [value] for name, value in query.items()})
    return await lists.productions(desk, asked)


async def titles(desk: Desk, **query: str) -> list[str]:
    return [production.title for production in (await listed(desk, **query)).items]


async def test_they_are_listed_as_they_are_asked_for(founded: Founded, database: Database) -> None:
    for title in TITLES:  # each in a transaction of its own, as they have a moment of their own
        async with desk_in(database, founded.agency) as desk:
            await start(desk, title)
    async with desk_in(database, founded.agency) as desk:
        assert await titles(desk) == list(reversed(TITLES))
        assert await titles(desk, sort="title") == ["eden", "Édith", "Hamlet", "The Tempest"]
        assert await titles(desk, q="EDITH") == ["Édith"]
        first = await listed(desk, sort="title", limit="3")
        assert (first.total, len(first.items)) == (4, 3)
        assert first.next
        assert await titles(desk, sort="title", after=first.next) == ["The Tempest"]


async def test_what_is_wrapped_is_told_apart(founded: Founded, database: Database) -> None:
    async with desk_in(database, founded.agency) as desk:
        hamlet, _ = await start(desk, "Hamlet", "Eden")
        wrap = "UPDATE production SET wrapped_at = now() WHERE id = $1"
        await desk.connection.execute(wrap, hamlet.id)
        assert await titles(desk, wrapped="true") == ["Hamlet"]
        assert await titles(desk, wrapped="false") == ["Eden"]
        assert len(await titles(desk, wrapped="")) == 2


async def test_a_freelancer_has_those_named_to_them(founded: Founded, database: Database) -> None:
    async with desk_in(database, founded.agency) as desk:
        hamlet, _ = await start(desk, "Hamlet", "Eden")
    for named, found in (([hamlet.id], ["Hamlet"]), ([UUID(int=1)], [])):
        async with desk_in(database, founded.agency, role="freelancer", productions=named) as desk:
            assert await titles(desk) == found
            assert (await listed(desk, sort="title", limit="1")).total == len(found)


async def test_the_page_offers_tools_only_where_they_serve(office: Office) -> None:
    page = (await office.owner.get("/productions")).text
    assert page.count('role="search"') == 1, "the office's own, in the head"
    narrowed = (await office.owner.get("/productions?q=nothing+like+this")).text
    assert "No production matches" in narrowed
    assert narrowed.count('role="search"') == 2


async def test_the_search_in_the_head_holds_what_was_sought_and_nothing_else(
    office: Office,
) -> None:
    box = '<input type="search" name="q" value="{}" maxlength="100"'
    assert box.format("mir &#34;") in (await office.owner.get('/search?q=mir+"')).text
    for path in ("/productions", f"{office.production}/answers", f"{office.session}/takes"):
        assert box.format("") in (await office.owner.get(path)).text, path
