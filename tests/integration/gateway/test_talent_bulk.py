"""Many are tagged and put aside at once: who was ticked, or all that match."""

from uuid import UUID

import pytest

from services.gateway.casting.talent import bulk
from services.gateway.casting.talent.lists import TalentFilters
from services.gateway.web.listing import Selection
from shared.errors import Invalid
from shared.ids import TalentId
from tests.integration.gateway.people import People


async def tags(people: People) -> dict[str, list[str]]:
    rows = await people.owner.fetch("SELECT name, tags FROM talent WHERE archived_at IS NULL")
    return {row["name"]: row["tags"] for row in rows}


@pytest.fixture
async def three(people: People) -> list[TalentId]:
    return [
        await people.talent("Ana Silva", tags=["Funny"]),
        await people.talent("Ben Okafor", minor=True),
        await people.talent("Cora Lee", minor=True),
    ]


async def test_who_is_ticked_gets_a_tag_as_it_is_spelled(
    people: People, three: list[TalentId]
) -> None:
    async with people.desk() as desk:
        assert await bulk.tag(desk, Selection(ids=list(three[:2])), " funny ") == 1
    assert await tags(people) == {"Ana Silva": ["Funny"], "Ben Okafor": ["Funny"], "Cora Lee": []}
    assert (await people.acts(three[1]))[-1] == "tagged"
    assert len(await people.facts("talent.changed.v1")) == 1


async def test_all_that_match_are_put_aside(people: People, three: list[TalentId]) -> None:
    minors: Selection[TalentFilters] = Selection(all=True, filters=TalentFilters(minor=True))
    async with people.desk() as desk:
        assert await bulk.archive(desk, minors) == 2
        assert await bulk.archive(desk, minors) == 0
    assert list(await tags(people)) == ["Ana Silva"]


@pytest.mark.parametrize("wrong", ["", "x" * 61, "two\nlines"])
async def test_what_is_no_tag_is_given_to_nobody(
    wrong: str, people: People, three: list[TalentId]
) -> None:
    async with people.desk() as desk:
        with pytest.raises(Invalid) as refused:
            await bulk.tag(desk, Selection(all=True), wrong)
    assert list(refused.value.fields) == ["tag"]


async def test_who_cannot_be_reached_is_left_alone(people: People, three: list[TalentId]) -> None:
    production = await people.production(three[0])
    everyone: Selection[TalentFilters] = Selection(all=True)
    async with people.desk(people.neighbour) as desk:
        assert await bulk.tag(desk, everyone, "x") == 0
        assert await bulk.tag(desk, Selection(ids=[UUID(int=1), *three]), "x") == 0
    async with people.desk(role="freelancer", productions=(production,)) as desk:
        assert await bulk.tag(desk, everyone, "x") == 1
    assert (await tags(people))["Cora Lee"] == []
