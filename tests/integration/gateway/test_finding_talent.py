"""Who is invited twice is one person, and two children of one parent are two."""

import asyncio

import pytest

from services.gateway.casting.talent import store
from services.gateway.casting.talent.model import TalentNotFound
from shared import addresses
from shared.ids import TalentId
from tests.integration.gateway.people import People

ADDRESS = addresses.read("Parent@Actors.test")


async def found(people: People, name: str, **how: object) -> TalentId:
    async with people.desk(**how) as desk:  # type: ignore[arg-type]
        return (await store.find_or_add(desk, name, ADDRESS)).id


@pytest.mark.parametrize("again", ["Zoë Martin", "ZOE MARTIN", "Zoe\u0308 Martin", "zoé martin"])
async def test_capitals_and_accents_make_nobody_else(again: str, people: People) -> None:
    first = await found(people, "Zoë Martin")
    assert await found(people, again) == first


async def test_another_name_at_one_address_is_somebody_else(people: People) -> None:
    zoe, adam = await found(people, "Zoë Martin"), await found(people, "Adam Martin")
    assert zoe != adam
    assert await found(people, "Adam Martin") == adam


async def test_an_address_is_written_to_as_it_was_typed(people: People) -> None:
    talent_id = await found(people, "Zoë Martin")
    async with people.desk() as desk:
        known = await store.talent(desk, talent_id)
    assert (known.email, known.source) == ("Parent@Actors.test", "invitation")


async def test_of_two_at_once_one_adds_and_the_other_finds(people: People) -> None:
    both = await asyncio.gather(*(found(people, "Zoë Martin") for _ in range(4)))
    assert len(set(both)) == 1


async def test_the_neighbours_talent_is_not_found(people: People) -> None:
    theirs = await found(people, "Zoë Martin", agency=people.neighbour)
    assert await found(people, "Zoë Martin") != theirs
    async with people.desk() as desk:
        with pytest.raises(TalentNotFound):
            await store.talent(desk, theirs)


async def test_who_was_merged_is_found_as_who_was_kept(people: People) -> None:
    duplicate, kept = await found(people, "Zoë Martin"), await found(people, "Z. Martin")
    await people.owner.execute("UPDATE talent SET merged_into = $2 WHERE id = $1", duplicate, kept)
    assert await found(people, "Zoë Martin") == kept
    async with people.desk() as desk:
        assert (await store.talent(desk, duplicate)).id == kept


async def test_who_was_deleted_is_written_down_again(people: People) -> None:
    before = await found(people, "Zoë Martin")
    await people.owner.execute("UPDATE talent SET deleted_at = now() WHERE id = $1", before)
    assert await found(people, "Zoë Martin") != before


async def test_a_freelancer_finds_those_of_their_productions(people: People) -> None:
    talent_id = await found(people, "Zoë Martin")
    theirs = await people.production(talent_id)
    other = await people.production()
    limited = {"role": "freelancer", "productions": (theirs,)}
    assert await found(people, "Zoë Martin", **limited) == talent_id
    elsewhere = {"role": "freelancer", "productions": (other,)}
    assert await found(people, "Zoë Martin", **elsewhere) != talent_id
    async with people.desk(role="freelancer", productions=(other,)) as desk:
        with pytest.raises(TalentNotFound):
            await store.talent(desk, talent_id)


async def test_each_who_is_added_is_a_line_and_a_fact(people: People) -> None:
    talent_id = await found(people, "Zoë Martin")
    await found(people, "Zoë Martin")
    lines = await people.owner.fetch("SELECT who, act FROM audit WHERE thing_id = $1", talent_id)
    assert [tuple(line) for line in lines] == [(f"person:{people.person}", "added")]
    facts = await people.owner.fetch(
        "SELECT body FROM platform.outbox WHERE type = 'talent.added.v1'"
    )
    assert [str(talent_id) in str(fact["body"]) for fact in facts] == [True]
