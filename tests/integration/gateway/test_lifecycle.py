"""Productions are edited by one at a time, duplicated without people, archived, and deleted."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.gateway.binned import KINDS
from services.gateway.casting.candidates import store as candidates
from services.gateway.casting.candidates.model import CandidateNotFound
from services.gateway.casting.candidates.rounds import actions as rounds
from services.gateway.casting.candidates.rounds import store as round_store
from services.gateway.casting.candidates.rounds.model import NewRound
from services.gateway.casting.lifecycle import actions
from services.gateway.casting.lifecycle.model import OwnersDeleteProductions, StillSubscribed
from services.gateway.casting.productions import lists, store
from services.gateway.casting.productions.model import (
    PRODUCTIONS,
    ProductionNotFound,
    RoleNotFound,
)
from services.gateway.platform.bin import actions as bin_actions
from services.gateway.platform.bin.model import NotInBin
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit, Overtaken
from services.gateway.web.listing.reading import of_query
from shared.ids import ProductionId
from tests.integration.gateway.people import People
from tests.integration.gateway.test_bin import cast, emptied, names
from tests.integration.gateway.test_roles import answered


async def titles(desk: Desk, **query: str) -> list[str]:
    asked = of_query(PRODUCTIONS, {name: [value] for name, value in query.items()})
    return [each.title for each in (await lists.productions(desk, asked)).items]


async def test_a_production_is_edited_and_archived(people: People) -> None:
    production = await people.production()
    async with people.desk() as desk:
        edited = await actions.edit(desk, production, Edit(1, {"title": "Storm"}))
        assert (edited.title, edited.version) == ("Storm", 2)
        with pytest.raises(Overtaken):
            await actions.edit(desk, production, Edit(1, {"company": "Films"}))
        await actions.archive(desk, production, archived=True)
        assert (await titles(desk), await titles(desk, archived="true")) == ([], ["Storm"])
        await actions.archive(desk, production, archived=False)
        assert await titles(desk) == ["Storm"]
    async with people.desk(people.neighbour) as theirs:
        with pytest.raises(ProductionNotFound):
            await actions.archive(theirs, production, archived=True)
    assert (await people.acts(production))[-3:] == ["edited", "archived", "took out of the archive"]


async def test_a_duplicate_has_the_roles_and_rounds_and_nobody(people: People) -> None:
    production, role = await cast(people)
    async with people.desk() as desk:
        await rounds.add(desk, production, NewRound("callback", "Callback"))
        copy = await actions.duplicate(desk, production)
        found = await store.roles(desk, copy.id)
        assert [each.name for each in found] == ["Miranda", "Ariel"]
        assert [each.title for each in await round_store.rounds(desk, copy.id)] == ["Callback"]
        assert copy.title == "The Tempest (copy)"
        assert (await store.role(desk, role.id)).production_id == production
    of_copy = "SELECT count(*) FROM candidate WHERE production_id = $1"
    assert await people.owner.fetchval(of_copy, copy.id) == 0
    copies = "SELECT count(*) FROM gateway.job WHERE kind = 'roles.copy_sides'"
    assert await people.owner.fetchval(copies) == 1


async def test_a_deleted_production_is_hidden_with_all_in_it_and_goes_after_a_month(
    people: People,
) -> None:
    production, role = await cast(people)
    candidate = await people.owner.fetchval("SELECT id FROM candidate")
    async with people.desk() as desk:
        await actions.delete(desk, production)
    async with people.desk() as desk:
        with pytest.raises(ProductionNotFound):
            await store.production(desk, production)
        with pytest.raises(RoleNotFound):
            await store.role(desk, role.id)
        with pytest.raises(CandidateNotFound):
            await candidates.candidate(desk, candidate)
        assert (await titles(desk), await names(desk)) == ([], ["The Tempest"])
    async with people.desk(people.neighbour) as theirs:
        with pytest.raises(NotInBin):
            await bin_actions.restore(theirs, KINDS, "production", production)
    async with people.desk() as desk:
        await bin_actions.restore(desk, KINDS, "production", production)
        assert (await candidates.candidate(desk, candidate)).role_name == "Ariel"
        await actions.delete(desk, production)
    async with emptied(people, "production"):
        assert await people.owner.fetchval("SELECT count(*) FROM production") == 0
    assert len(await people.facts("productions.deleted.v1")) == 1
    assert [each async for each in people.objects.keys(people.agency.hex)] == []
    assert await people.owner.fetchval("SELECT role FROM casting_record") == "Ariel"
    assert (await people.acts(production))[-2:] == ["deleted", "removed"]


async def test_what_is_paid_for_is_not_in_the_bin(people: People) -> None:
    production = ProductionId(await people.production())
    async with people.desk() as desk:
        await actions.delete(desk, production)
        await pay(desk, production)
        assert await titles(desk) == ["The Tempest"]
        with pytest.raises(StillSubscribed):
            await actions.delete(desk, production)


async def pay(desk: Desk, production: ProductionId) -> None:
    now = datetime.now(UTC)
    await store.follow_subscription(desk.connection, production, "active", "short", now)


async def test_only_an_owner_deletes_a_production_that_has_answers(
    people: People,
) -> None:
    ana = await people.talent("Ana Silva")
    production: UUID = await people.production(ana)
    async with people.desk() as desk:
        (miranda,) = await store.roles(desk, production)
    await answered(people, miranda)
    async with people.desk(role="associate") as desk:
        with pytest.raises(OwnersDeleteProductions):
            await actions.delete(desk, production)
    async with people.desk() as desk:
        await actions.delete(desk, production)
