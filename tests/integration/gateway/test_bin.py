"""What is deleted is hidden everywhere, lies in the bin, is restored, or goes after 30 days."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from services.gateway.binned import KINDS
from services.gateway.casting.candidates import store as candidates
from services.gateway.casting.candidates.model import CandidateNotFound
from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.actions import add_role
from services.gateway.casting.productions.jobs import JOBS as FILES
from services.gateway.casting.productions.model import (
    File,
    NewRole,
    Role,
    RoleNotFound,
    SidesNotFound,
)
from services.gateway.casting.roles import actions as roles
from services.gateway.casting.roles import sides
from services.gateway.casting.talent.reps import actions as reps
from services.gateway.casting.talent.reps import store as rep_store
from services.gateway.casting.talent.reps.model import FirmFields, RepFields, RepNotFound
from services.gateway.platform.bin import actions
from services.gateway.platform.bin.jobs import EMPTY, REMOVE, Thing, handlers
from services.gateway.platform.bin.model import BIN, NotInBin
from services.gateway.platform.jobs import JobDeps, enqueue
from services.gateway.platform.search.actions import search
from services.gateway.platform.uploads.jobs import JOBS as UPLOADS
from services.gateway.searched import SEARCHED
from services.gateway.web.desk import Desk
from services.gateway.web.listing.reading import of_query
from shared.ids import new_id
from shared.jobs import Worker
from shared.tenancy import role_of, showing
from tests.eventually import eventually
from tests.integration.gateway.people import People
from tests.integration.gateway.route_permissions import NOWHERE

_MONTH = "UPDATE {} SET deleted_at = deleted_at - interval '31 days' WHERE deleted_at IS NOT NULL"


async def names(desk: Desk, **filters: str) -> list[str]:
    asked = of_query(BIN, {name: [value] for name, value in filters.items()})
    return [each.name for each in (await actions.look_into(desk, KINDS, asked)).items]


async def found(desk: Desk, words: str) -> list[str]:
    """Return what is found by some words."""
    return [each.title for group in await search(desk, SEARCHED, words) for each in group.found]


async def shown_to_rooms(people: People) -> list[str]:
    async with people.owner.transaction():
        await people.owner.execute(
            f"""SET LOCAL ROLE "{role_of("rooms", people.agency)}";
            {showing("*")}"""
        )
        rows = await people.owner.fetch("SELECT name FROM gateway_role_v1")
    return [row["name"] for row in rows]


@asynccontextmanager
async def emptied(people: People, table: str) -> AsyncIterator[None]:
    """Let a month pass for what was deleted of a table, and have the bin emptied."""
    await people.owner.execute(_MONTH.format(table))
    async with people.database.tenant(people.agency) as tx:
        await enqueue(tx, EMPTY, {})
    async with working(people):
        await done(people)
        yield


@asynccontextmanager
async def working(people: People) -> AsyncIterator[None]:
    deps = JobDeps(NOWHERE, people.database, None, people.objects)  # type: ignore[arg-type]
    async with Worker(people.database, deps, {**handlers(KINDS), **UPLOADS, **FILES}).at_work():
        yield


async def done(people: People) -> None:
    await eventually(
        lambda: people.owner.fetchval("SELECT count(*) FROM gateway.job"), lambda left: not left
    )


async def file_of(people: People, name: str) -> File:
    sides_id = new_id()
    key = f"{people.agency.hex}/sides/{sides_id.hex}.pdf"
    await people.objects.put(key, b"%PDF")
    return File(sides_id, name, key, 1, 4, "To be")


async def cast(people: People) -> tuple[UUID, Role]:
    """Start a production with a role that has sides and one candidate, on whom was decided."""
    production = await people.production()
    ana = await people.talent("Ana Silva")
    file = await file_of(people, "ariel.pdf")
    async with people.desk() as desk:
        role = await add_role(desk, production, NewRole("Ariel"), file)
        candidate = new_id()
        await candidates.find_or_add(desk, role.id, ana, candidate, None)  # type: ignore[arg-type]
        await desk.connection.execute(
            """INSERT INTO decision (id, candidate_id, production_id, kind, decided_by)
            VALUES ($1, $1, $2, 'select', $1)""",
            candidate,
            production,
        )
    return production, role


async def test_a_deleted_role_is_hidden_with_what_hangs_on_it_until_it_is_restored(
    people: People,
) -> None:
    production, role = await cast(people)
    async with people.desk() as desk:
        candidate = (await candidates.of_talent(desk, await talent_of(desk)))[0]
        await roles.delete(desk, role.id)
    async with people.desk() as desk:
        assert [each.name for each in await productions.roles(desk, production)] == ["Miranda"]
        with pytest.raises(RoleNotFound):
            await productions.role(desk, role.id)
        with pytest.raises(CandidateNotFound):
            await candidates.candidate(desk, candidate.id)
        assert await productions.sides_of_roles(desk, [role.id]) == []
        assert await found(desk, "Ariel") == []
        assert await shown_to_rooms(people) == ["Miranda"]
        assert await names(desk, production_id=str(production)) == ["Ariel"]
    async with people.desk(role="freelancer", productions=(new_id(),)) as other:
        assert await names(other) == []
        with pytest.raises(NotInBin):
            await actions.restore(other, KINDS, "role", role.id)
    async with people.desk(people.neighbour) as theirs:
        with pytest.raises(NotInBin):
            await actions.restore(theirs, KINDS, "role", role.id)
    async with people.desk(role="freelancer", productions=(production,)) as desk:
        assert await actions.restore(desk, KINDS, "role", role.id) == f"/roles/{role.id}"
        assert (await candidates.candidate(desk, candidate.id)).role_name == "Ariel"
        assert await found(desk, "Ariel") == ["Ariel"]
        assert await names(desk) == []
        with pytest.raises(NotInBin):
            await actions.restore(desk, KINDS, "role", role.id)
    assert await people.acts(role.id) == ["added", "deleted", "restored"]


async def test_what_is_restored_while_a_job_removes_it_stays(people: People) -> None:
    _, role = await cast(people)
    async with people.desk() as desk:
        await roles.delete(desk, role.id)
    await people.owner.execute(_MONTH.format("role"))
    async with working(people):
        async with people.desk() as desk:
            await actions.restore(desk, KINDS, "role", role.id)
            async with people.database.tenant(people.agency) as tx:
                await enqueue(tx, REMOVE, Thing("role", role.id))
            await eventually(lambda: waits(people), bool)
        await done(people)
    async with people.desk() as desk:
        assert (await productions.role(desk, role.id)).name == "Ariel"
        assert await people.owner.fetchval("SELECT count(*) FROM sides") == 1


async def waits(people: People) -> bool:
    """Whether somebody waits for a row."""
    return bool(
        await people.owner.fetchval(
            """SELECT true FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1"""
        )
    )


async def talent_of(desk: Desk) -> UUID:
    found: UUID = await desk.connection.fetchval("SELECT id FROM talent")
    return found


async def test_sides_are_deleted_alone_and_go_with_their_file(people: People) -> None:
    _, role = await cast(people)
    async with people.desk() as desk:
        (pages,) = await productions.sides_of_roles(desk, [role.id])
        await sides.delete(desk, pages.id)
        assert await productions.sides_of_roles(desk, [role.id]) == []
        with pytest.raises(SidesNotFound):
            await productions.sides(desk, pages.id)
        assert await names(desk, kind="sides") == ["ariel.pdf, Ariel"]
        assert await actions.restore(desk, KINDS, "sides", pages.id) == f"/roles/{role.id}"
        assert await productions.sides(desk, pages.id) == pages
        await sides.delete(desk, pages.id)
    async with emptied(people, "sides"):
        assert [each async for each in people.objects.keys(people.agency.hex)] == []
    assert await people.owner.fetchval("SELECT count(*) FROM upload") == 0


async def test_after_a_month_a_role_goes_with_its_files_and_what_was_decided_is_kept(
    people: People,
) -> None:
    _, role = await cast(people)
    async with people.desk() as desk:
        await roles.delete(desk, role.id)
    async with emptied(people, "role"):
        pass
    rows = await people.owner.fetch("SELECT name FROM role")
    assert [row["name"] for row in rows] == ["Miranda"]
    kept = await people.owner.fetch("SELECT role, decisions FROM casting_record")
    assert [row["role"] for row in kept] == ["Ariel"]
    assert [each async for each in people.objects.keys(people.agency.hex)] == []
    assert await people.owner.fetchval("SELECT count(*) FROM upload") == 0
    assert (await people.acts(role.id))[-1] == "removed"


async def test_reps_and_firms_are_restored_or_go_and_nobody_is_written_to_through_them(
    people: People,
) -> None:
    production, _ = await cast(people)
    async with people.desk() as desk:
        firm = await reps.add_firm(desk, FirmFields(name="Stage Agents"))
        rita = await reps.add(desk, RepFields(name="Rita", firm_id=firm.id))
        await desk.connection.execute(
            "UPDATE candidate SET told_through = 'rep', rep_id = $1", rita.id
        )
        await reps.delete_firm(desk, firm.id)
        assert (await rep_store.rep(desk, rita.id)).firm is None
        await reps.delete(desk, rita.id)
        with pytest.raises(RepNotFound):
            await rep_store.rep(desk, rita.id)
        assert set(await names(desk)) == {"Rita", "Stage Agents"}
        assert await names(desk, kind="rep") == ["Rita"]
    async with people.desk(role="freelancer", productions=(production,)) as desk:
        assert await names(desk) == []
    async with people.desk() as desk:
        await actions.restore(desk, KINDS, "rep_firm", firm.id)
        await actions.restore(desk, KINDS, "rep", rita.id)
        assert (await rep_store.rep(desk, rita.id)).firm == "Stage Agents"
        await reps.delete(desk, rita.id)
    async with emptied(people, "rep"):
        through = await people.owner.fetchrow("SELECT told_through, rep_id FROM candidate")
    assert tuple(through) == ("person", None)
    assert await people.owner.fetchval("SELECT count(*) FROM rep") == 0
    assert (await people.acts(rita.id))[-3:] == ["restored", "deleted", "removed"]
