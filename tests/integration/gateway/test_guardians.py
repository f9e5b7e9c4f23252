"""Minors: guardians, what they agreed to, and a month of birth that few people see."""

from uuid import UUID

import pytest

from services.gateway.casting.talent import actions as talent
from services.gateway.casting.talent.guardians import actions, agreements, store
from services.gateway.casting.talent.guardians.model import (
    AgreementNotFound,
    Birth,
    GuardianFields,
    GuardianNotFound,
    NewAgreement,
    NotAMinor,
    NotNamed,
    Readers,
)
from services.gateway.web.editing import Edit
from shared.errors import Invalid
from shared.ids import PersonId, TalentId
from tests.integration.gateway.people import People

PARENT = GuardianFields(name="Paula Silva", email="Paula@Family.test", relation="mother")
BORN = Birth(2016, 4)


@pytest.fixture
async def child(people: People) -> TalentId:
    await people.join(people.person, "olivia@office.test", "owner")
    return await people.talent("Ana Silva", minor=True)


async def agree(people: People, child: TalentId) -> tuple[UUID, UUID]:
    """Have a guardian agree for a production; return both."""
    production = await people.production(child)
    async with people.desk() as desk:
        guardian = await actions.add(desk, child, PARENT)
        new = NewAgreement(guardian_id=guardian, production_id=production, words="She may.")
        return production, await actions.agree(desk, child, new)


async def test_an_agreement_counts_in_its_production_until_it_is_withdrawn(
    people: People, child: TalentId
) -> None:
    production, agreement = await agree(people, child)
    async with people.desk() as desk:
        assert await agreements.counts(desk, child, production)
        assert not await agreements.counts(desk, child, UUID(int=1))
        await actions.withdraw(desk, agreement)
        assert not await agreements.counts(desk, child, production)
        (kept,) = await agreements.of_talent(desk, child)
    assert (kept.guardian_name, kept.words, kept.by_link) == ("Paula Silva", "She may.", False)
    assert kept.withdrawn_at


async def test_what_was_agreed_stays_when_the_guardian_is_removed(
    people: People, child: TalentId
) -> None:
    production, _ = await agree(people, child)
    async with people.desk() as desk:
        (guardian,) = await store.of_talent(desk, child)
        await actions.delete(desk, guardian.id)
        assert await agreements.counts(desk, child, production)


async def test_a_guardian_agrees_for_their_own_child(people: People, child: TalentId) -> None:
    other = await people.talent("Ben Okafor", minor=True)
    production = await people.production(child)
    async with people.desk() as desk:
        guardian = await actions.add(desk, other, PARENT)
        new = NewAgreement(guardian_id=guardian, production_id=production, words="She may.")
        with pytest.raises(GuardianNotFound):
            await actions.agree(desk, child, new)


async def test_an_adult_has_no_guardian(people: People) -> None:
    adult = await people.talent("Ben Okafor")
    async with people.desk() as desk:
        with pytest.raises(NotAMinor):
            await actions.add(desk, adult, PARENT)
        with pytest.raises(NotAMinor):
            await actions.put_birth(desk, adult, BORN)


async def test_a_freelancer_sees_the_agreements_of_their_productions(
    people: People, child: TalentId
) -> None:
    production, agreement = await agree(people, child)
    elsewhere = await people.production(child)
    async with people.desk(role="freelancer", productions=(production,)) as desk:
        assert await agreements.of_talent(desk, child)
    async with people.desk(role="freelancer", productions=(elsewhere,)) as desk:
        assert await agreements.of_talent(desk, child) == []
        with pytest.raises(AgreementNotFound):
            await actions.withdraw(desk, agreement)


async def test_only_who_is_named_reads_a_month_of_birth_and_each_reading_is_a_line(
    people: People, child: TalentId
) -> None:
    async with people.desk() as desk:
        with pytest.raises(NotNamed):
            await actions.put_birth(desk, child, BORN)
        await actions.name_readers(desk, Readers([people.person]))
        assert await actions.read_birth(desk, child) is None
        await actions.put_birth(desk, child, BORN)
        assert await actions.read_birth(desk, child) == BORN
    async with people.desk(person=PersonId(UUID(int=2))) as desk:
        with pytest.raises(NotNamed):
            await actions.read_birth(desk, child)
    reading = "read the month of birth of"
    assert (await people.acts(child)).count(reading) == 2


async def test_members_who_do_not_see_talent_are_not_named(people: People, child: TalentId) -> None:
    runner = PersonId(UUID(int=5))
    await people.join(runner, "ron@office.test", "runner")
    async with people.desk() as desk:
        for nobody in (runner, UUID(int=6)):
            with pytest.raises(Invalid):
                await actions.name_readers(desk, Readers([nobody]))


async def test_who_is_a_minor_no_more_has_no_month_of_birth(
    people: People, child: TalentId
) -> None:
    async with people.desk() as desk:
        await actions.name_readers(desk, Readers([people.person]))
        await actions.put_birth(desk, child, BORN)
        await talent.edit(desk, child, Edit(1, {"minor": False}))
    assert not await people.owner.fetchval("SELECT count(*) FROM talent_birth")
