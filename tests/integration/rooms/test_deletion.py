"""What an office deleted for good goes in rooms, too: a take, or all takes of a session."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from services.rooms.jobs import JobDeps
from services.rooms.takes.deletion import JOBS, session_deleted, take_deleted
from services.rooms.takes.model import folder_of
from shared.events.gateway import SessionDeleted, TakeDeleted
from shared.ids import AgencyId, ProductionId, SessionId, TakeId, new_id
from shared.jobs import Worker
from shared.objects import Objects
from shared.tenancy import schema_of
from tests.eventually import eventually
from tests.migrated import Founded, databases

_TAKE = """SET search_path TO "{schema}";
INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number, phase,
    started_by, started_at, fence) VALUES ('{take}', '{session}', '{production}', '{take}', 'Viola',
    '1', 1, 'finished', 'person:x', now(), 1);
INSERT INTO consent (id, session_id, production_id, who, name, agreed, statement)
    VALUES ('{take}', '{session}', '{production}', 'guest:x', 'Ana', true, 'Yes')
"""


async def recorded(
    owner: Any, objects: Objects, agency: AgencyId, production: UUID, session: UUID
) -> TakeId:
    take = TakeId(new_id())
    await owner.execute(
        _TAKE.format(schema=schema_of(agency), take=take, session=session, production=production)
    )
    await objects.put(f"{folder_of(agency, take)}/ana.webm", b"film")
    return take


async def left(owner: Any, agency: AgencyId) -> Sequence[UUID]:
    rows = await owner.fetch(f'SELECT id FROM "{schema_of(agency)}".take ORDER BY id')
    return [row["id"] for row in rows]


async def test_takes_go_with_their_files_and_consents_stay(
    founded: Founded, tmp_path: Path
) -> None:
    objects, owner = Objects(tmp_path.as_uri()), await asyncpg.connect(founded.url)
    agency, production = founded.agency, ProductionId(new_id())
    monday, tuesday = SessionId(new_id()), SessionId(new_id())
    one, two, kept = [
        await recorded(owner, objects, agency, production, session)
        for session in (monday, monday, tuesday)
    ]
    theirs = await recorded(owner, objects, founded.neighbour, production, monday)
    async with databases(founded.url, "rooms") as (rooms,):
        deps = JobDeps(rooms, objects, tmp_path)
        of_take = TakeDeleted(agency_id=agency, production_id=production, take_id=one)
        of_session = SessionDeleted(agency_id=agency, production_id=production, session_id=monday)
        async with Worker(rooms, deps, JOBS).at_work():
            async with rooms.tenant(agency) as tx:
                await take_deleted(tx, of_take)
            await eventually(lambda: left(owner, agency), lambda ids: ids == sorted([two, kept]))
            async with rooms.tenant(agency) as tx:
                await session_deleted(tx, of_session)
            await eventually(lambda: left(owner, agency), lambda ids: ids == [kept])
    assert await left(owner, founded.neighbour) == [theirs]
    stay = {(agency, kept), (founded.neighbour, theirs)}
    assert {key async for key in objects.keys("")} == {
        f"{folder_of(each, take)}/ana.webm" for each, take in stay
    }
    consents = f'SELECT count(*) FROM "{schema_of(agency)}".consent'
    assert await owner.fetchval(consents) == 3
    await owner.close()
