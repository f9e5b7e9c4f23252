"""Who is deleted lies in the bin for 30 days, can be restored, and is then removed for good."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import pytest

from services.gateway.binned import KINDS
from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.bin import actions
from services.gateway.casting.talent.bin.model import Hold, OnHold, OwnersDelete
from services.gateway.casting.talent.jobs import JOBS
from services.gateway.casting.talent.model import TalentNotFound
from services.gateway.casting.talent.photos import actions as photos
from services.gateway.casting.talent.photos.model import File, NewPhoto
from services.gateway.platform.bin import actions as bin_actions
from services.gateway.platform.bin.model import BIN
from services.gateway.platform.jobs import JobDeps
from services.gateway.platform.uploads.jobs import JOBS as UPLOADS
from services.gateway.web.desk import Desk
from services.gateway.web.listing.reading import of_query
from shared.ids import TalentId, new_id
from shared.jobs import Worker
from shared.objects import Objects
from shared.tombstones import FOLDER
from tests.eventually import eventually
from tests.integration.gateway.people import People
from tests.integration.gateway.route_permissions import NOWHERE

# A month passes: for the person, and for the jobs that wait.
_MONTH = """UPDATE talent SET deleted_at = deleted_at - interval '31 days'
    WHERE deleted_at IS NOT NULL;
    UPDATE gateway.job SET run_at = run_at - interval '31 days'"""


async def in_bin(desk: Desk) -> list[str]:
    page = await bin_actions.look_into(desk, KINDS, of_query(BIN, {"kind": ["talent"]}))
    return [each.name for each in page.items]


async def delete(people: People, talent_id: TalentId) -> None:
    async with people.desk() as desk:
        await actions.delete(desk, talent_id)


async def is_known(people: People, talent_id: TalentId) -> bool:
    async with people.desk() as desk:
        try:
            await talent_store.talent(desk, talent_id)
        except TalentNotFound:
            return False
        return True


@asynccontextmanager
async def working(people: People, objects: Objects | None = None) -> AsyncIterator[None]:
    deps = JobDeps(NOWHERE, people.database, None, objects or people.objects)  # type: ignore[arg-type]
    async with Worker(people.database, deps, {**JOBS, **UPLOADS}).at_work():
        yield


async def removed(people: People) -> None:
    """Let a month pass, and wait until the jobs of it are done."""
    await people.owner.execute(_MONTH)
    async with working(people):
        await eventually(
            lambda: people.owner.fetchval("SELECT count(*) FROM gateway.job"), lambda left: not left
        )


async def picture(people: People, talent_id: TalentId) -> str:
    """Give somebody a picture; return the key of its file."""
    photo_id = new_id()
    key = f"{people.agency.hex}/photos/{photo_id.hex}.jpg"
    await people.objects.put(key, b"a picture")
    async with people.desk() as desk:
        await photos.add(desk, talent_id, File(photo_id, "x.jpg", key, 9, 2, 3), NewPhoto())
    return key


async def test_who_is_deleted_is_not_found_and_can_be_restored(people: People) -> None:
    talent_id = await people.talent("Ana Silva")
    await delete(people, talent_id)
    assert not await is_known(people, talent_id)
    async with people.desk() as desk:
        assert await in_bin(desk) == ["Ana Silva"]
        await bin_actions.restore(desk, KINDS, "talent", talent_id)
    assert await is_known(people, talent_id)
    assert await people.acts(talent_id) == ["added", "deleted", "restored"]
    assert len(await people.facts("talent.deleted.v1")) == 1


async def test_after_a_month_all_that_is_known_goes_with_the_pictures(people: People) -> None:
    talent_id, stays = await people.talent("Ana Silva"), await people.talent("Ben Okafor")
    key, other = await picture(people, talent_id), await picture(people, stays)
    await delete(people, talent_id)
    await removed(people)
    rows = await people.owner.fetch("SELECT name FROM talent")
    assert [row["name"] for row in rows] == ["Ben Okafor"]
    keys = {each async for each in people.objects.keys(people.agency.hex)}
    assert other in keys
    assert key not in keys
    assert (await people.acts(talent_id))[-1] == "removed"
    assert [each async for each in people.objects.keys(FOLDER)] == [
        f"{FOLDER}/talent-{talent_id}.json"
    ]


async def test_what_was_decided_stays_and_names_nobody(people: People) -> None:
    talent_id = await people.talent("Ana Silva", email="ana@actors.test", tags=["funny"])
    await people.production(talent_id)
    await delete(people, talent_id)
    await removed(people)
    row = await people.owner.fetchrow("SELECT name, email, email_as_typed, tags FROM talent")
    assert tuple(row) == ("Removed", "", "", [])
    assert await people.owner.fetchval("SELECT count(*) FROM candidate") == 1
    assert not await is_known(people, talent_id)
    async with people.desk() as desk:
        assert await in_bin(desk) == []


async def test_who_was_restored_stays_though_the_job_comes(people: People) -> None:
    talent_id = await people.talent("Ana Silva")
    await delete(people, talent_id)
    async with people.desk() as desk:
        await actions.restore(desk, talent_id)
    await removed(people)
    assert await is_known(people, talent_id)


async def put_off(people: People, objects: Objects | None = None) -> None:
    """Let a month pass, and wait until the job is put off: nobody is removed, nor said to be."""
    await people.owner.execute(_MONTH)
    async with working(people, objects):
        await eventually(
            lambda: people.owner.fetchval(
                "SELECT run_at > now() FROM gateway.job WHERE kind = 'talent.remove'"
            ),
            bool,
        )
    assert await people.owner.fetchval("SELECT name FROM talent") == "Ana Silva"
    assert [each async for each in (objects or people.objects).keys(FOLDER)] == []


async def test_who_is_put_on_legal_hold_while_a_job_removes_them_is_kept(
    people: People, tmp_path: Path
) -> None:
    talent_id = await people.talent("Ana Silva")

    class Meanwhile(Objects):
        async def put(self, key: str, content: bytes | Path) -> None:
            await super().put(key, content)
            async with people.desk() as desk:
                await actions.put_on_hold(desk, talent_id, Hold("A claim"))

    await delete(people, talent_id)
    await put_off(people, Meanwhile(tmp_path.as_uri()))


async def test_who_is_on_legal_hold_is_kept(people: People) -> None:
    talent_id = await people.talent("Ana Silva")
    async with people.desk() as desk:
        await actions.put_on_hold(desk, talent_id, Hold("A claim"))
        with pytest.raises(OnHold):
            await actions.put_on_hold(desk, talent_id, Hold("Again"))
    await delete(people, talent_id)
    await put_off(people)
    async with people.desk() as desk:
        await actions.lift_hold(desk, talent_id)
    await removed(people)
    assert not await people.owner.fetchval("SELECT count(*) FROM talent")


async def test_only_an_owner_deletes_who_was_sent_an_answer(people: People) -> None:
    talent_id = await people.talent("Ana Silva")
    await people.production(talent_id)
    await answered(people)
    async with people.desk(role="associate") as desk:
        with pytest.raises(OwnersDelete):
            await actions.delete(desk, talent_id)
        await actions.archive(desk, talent_id)
    await delete(people, talent_id)
    assert not await is_known(people, talent_id)


async def answered(people: People) -> None:
    """Have a decision on the only candidate, of which they were told."""
    somebody = UUID(int=1)
    await people.owner.execute(
        """INSERT INTO decision (id, candidate_id, production_id, kind, decided_by)
        SELECT $1, id, production_id, 'release', $1 FROM candidate""",
        somebody,
    )
    await people.owner.execute(
        """INSERT INTO answer (id, candidate_id, production_id, decision_id, status, written_by)
        SELECT $1, id, production_id, $1, 'sent', $1 FROM candidate""",
        somebody,
    )


async def test_a_freelancer_sees_and_restores_nobody_in_the_bin(people: People) -> None:
    talent_id = await people.talent("Ana Silva")
    production = await people.production(talent_id)
    await delete(people, talent_id)
    async with people.desk(role="freelancer", productions=(production,)) as desk:
        assert await in_bin(desk) == []
        with pytest.raises(TalentNotFound):
            await actions.restore(desk, talent_id)


async def test_the_neighbours_bin_is_theirs(people: People) -> None:
    talent_id = await people.talent("Ana Silva")
    await delete(people, talent_id)
    async with people.desk(people.neighbour) as desk:
        assert await in_bin(desk) == []
        with pytest.raises(TalentNotFound):
            await actions.restore(desk, talent_id)
