"""The directory says which agencies know an address, and follows whoever changes that."""

from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.gateway.casting.talent.directory import jobs, store
from services.gateway.casting.talent.directory.model import Hasher
from services.gateway.platform.jobs import JobDeps
from services.gateway.web.desk import Person
from shared.ids import PersonId, new_id
from shared.jobs import JobRun
from tests.integration.gateway.people import People
from tests.integration.gateway.route_permissions import NOWHERE

HASHER = Hasher(NOWHERE.directory_key)
_TALENT = "INSERT INTO talent (id, name, email, email_as_typed) VALUES ($1, 'Ana', $2, $2)"


async def follow(people: People) -> None:
    """Do what the job does."""
    nobody: Any = None
    deps = JobDeps(NOWHERE, people.database, nobody, people.objects)
    job: Any = None
    run: Any = JobRun(job, people.database, deps)
    await jobs.follow(run)


async def known(people: People, email: str) -> set[tuple[UUID, str]]:
    holder = Person(PersonId(new_id()), email, "")
    async with people.database.platform() as tx:
        return {(k.agency_id, k.kind) for k in await store.agencies_that_know(tx, holder, HASHER)}


async def test_an_address_is_known_by_each_agency_that_has_it(people: People) -> None:
    for agency in (people.agency, people.neighbour):
        async with people.desk(agency) as desk:
            await desk.connection.execute(_TALENT, new_id(), "ana@x.test")
    async with people.desk() as desk:
        await desk.connection.execute(
            """INSERT INTO rep (id, name, email, email_as_typed)
            VALUES ($1, 'Rita', 'rita@x.test', 'rita@x.test')""",
            new_id(),
        )
    assert await known(people, "ana@x.test") == set(), "it is hashed later"
    await follow(people)
    assert await known(people, "Ana@X.test") == {
        (people.agency, "talent"),
        (people.neighbour, "talent"),
    }
    assert await known(people, "rita@x.test") == {(people.agency, "rep")}
    assert await known(people, "nobody@x.test") == set()
    lines = await people.owner.fetch("SELECT address FROM gateway.directory_line")
    assert all(len(row["address"]) == 32 for row in lines)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE talent SET email = 'new@x.test' WHERE id = $1",
        "UPDATE talent SET email = '' WHERE id = $1",
        "UPDATE talent SET deleted_at = now() WHERE id = $1",
        "UPDATE talent SET merged_into = (SELECT id FROM talent WHERE id <> $1) WHERE id = $1",
        "DELETE FROM talent WHERE id = $1",
    ],
)
async def test_what_is_not_true_any_more_is_gone_at_once(change: str, people: People) -> None:
    talent = new_id()
    async with people.desk() as desk:
        await desk.connection.execute(_TALENT, talent, "ana@x.test")
        await desk.connection.execute(_TALENT, new_id(), "")
    await follow(people)
    assert await known(people, "ana@x.test")
    await people.owner.execute(change, talent)  # as an erasure does, without any process of ours
    assert await known(people, "ana@x.test") == set()
    await follow(people)
    assert await known(people, "ana@x.test") == set()
    assert bool(await known(people, "new@x.test")) == ("new@" in change)
    if "DELETE" not in change:
        await people.owner.execute(
            """UPDATE talent SET email = 'ana@x.test', deleted_at = NULL, merged_into = NULL
            WHERE id = $1""",
            talent,
        )
        await follow(people)
        assert await known(people, "ana@x.test"), "it came back"


async def test_an_agency_reaches_only_its_own_lines(people: People) -> None:
    async with people.desk(people.neighbour) as desk:
        await desk.connection.execute(_TALENT, new_id(), "ana@x.test")
        await desk.connection.execute(_TALENT, new_id(), "ben@x.test")
    await follow(people)
    async with people.desk() as desk:
        tx = desk.connection
        assert not await tx.fetch("SELECT agency_id FROM gateway.directory_line")
        assert await tx.execute("DELETE FROM gateway.directory_line") == "DELETE 0"
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await tx.fetch("SELECT agency_id FROM gateway.agencies_that_know($1)", b"x")
    async with people.desk() as desk:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await desk.connection.execute(
                """INSERT INTO gateway.directory_line (agency_id, kind, thing_id, address)
                VALUES ($1, 'talent', $1, $2)""",
                people.neighbour,
                bytes(32),
            )
    async with people.database.platform() as platform:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await platform.fetch("SELECT address FROM gateway.directory_line")
    assert len(await known(people, "ana@x.test")) == 1
