"""Takes in Postgres: numbers over a session's rooms, fences of each, names and markers."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from services.rooms.takes import store
from services.rooms.takes.model import ParticipantRecording, Take, TakeRequest
from shared import tenancy
from shared.ids import CandidateId, SessionId, new_id
from shared.tenancy import Database
from tests.eventually import eventually
from tests.integration.rooms.audition import AuditionSession

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
async def rooms(audition: AuditionSession) -> AsyncIterator[Database]:
    database = await tenancy.connect(audition.rooms_url, "rooms", size=4)
    yield database
    await database.close()


@pytest.fixture
def order(audition: AuditionSession) -> TakeRequest:
    return TakeRequest(
        agency_id=audition.agency_id,
        session_id=audition.session_id,
        production_id=audition.production_id,
        role_id=audition.role_id,
        scene="4",
        started_by="person:1",
        started_at=NOW,
        fence=5,
        name="With the gun",
    )


async def start(rooms: Database, order: TakeRequest) -> Take:
    async with rooms.tenant(order.agency_id) as tx:
        return await store.start(
            tx, order, [ParticipantRecording(id=new_id(), who="guest:1", name="Nina")]
        )


async def of_session(rooms: Database, audition: AuditionSession) -> list[Take]:
    async with rooms.tenant(audition.agency_id) as tx:
        return await store.of_session(tx, audition.agency_id, audition.session_id)


async def test_takes_are_numbered_over_all_rooms_of_a_session(
    rooms: Database, audition: AuditionSession, order: TakeRequest
) -> None:
    other = msgspec.structs.replace(order, room=2, fence=1)
    numbers = [(await start(rooms, each)).number for each in (order, other, order)]
    assert numbers == [1, 2, 3]
    takes = await of_session(rooms, audition)
    assert sorted((take.room, take.name) for take in takes) == [
        (1, "With the gun"), (1, "With the gun"), (2, "With the gun"),
    ]  # fmt: skip


async def test_two_rooms_that_start_at_once_get_two_numbers(
    rooms: Database, order: TakeRequest
) -> None:
    async with rooms.tenant(order.agency_id) as tx:
        first = await store.start(tx, order, [])
        second = asyncio.create_task(start(rooms, msgspec.structs.replace(order, room=2, fence=9)))
        await waits_for_a_lock(rooms)
    assert (first.number, (await second).number) == (1, 2)


async def waits_for_a_lock(rooms: Database) -> None:
    """Return once some statement waits for another transaction."""

    async def waiting() -> int:
        async with rooms.platform() as tx:
            count: int = await tx.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return count

    await eventually(waiting, bool)


async def test_a_replaced_node_starts_no_take_in_its_room(
    rooms: Database, order: TakeRequest
) -> None:
    await start(rooms, order)
    with pytest.raises(store.Fenced):
        await start(rooms, msgspec.structs.replace(order, fence=4))
    await start(rooms, msgspec.structs.replace(order, fence=4, room=2))


async def test_a_take_is_renamed_within_its_session(
    rooms: Database, audition: AuditionSession, order: TakeRequest
) -> None:
    take = await start(rooms, order)
    async with rooms.tenant(audition.agency_id) as tx:
        assert await store.rename(tx, audition.session_id, take.id, "Without it")
        assert not await store.rename(tx, SessionId(new_id()), take.id, "Somebody else's")
    assert [each.name for each in await of_session(rooms, audition)] == ["Without it"]


async def test_a_moment_of_a_take_is_marked(
    rooms: Database, audition: AuditionSession, order: TakeRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_MARKERS", 2)
    take, at = await start(rooms, order), NOW + timedelta(seconds=1.5)
    async with rooms.tenant(audition.agency_id) as tx:
        assert await store.mark(tx, take, at, "the turn", "person:1", "Vera")
        assert await store.mark(tx, take, NOW - timedelta(seconds=1), "early", "person:1", "Vera")
        assert not await store.mark(tx, take, at, "one too many", "person:1", "Vera")
        rows = await tx.fetch("SELECT at_ms, text, name FROM marker ORDER BY at_ms")
    assert [tuple(row.values()) for row in rows] == [
        (0, "early", "Vera"),
        (1500, "the turn", "Vera"),
    ]


async def test_a_recording_is_its_candidates(
    rooms: Database, audition: AuditionSession, order: TakeRequest
) -> None:
    candidate = CandidateId(new_id())
    parts = [
        ParticipantRecording(
            id=new_id(), who="guest:1", name="Nina", candidate_id=candidate, role_name="Viola"
        ),
        ParticipantRecording(id=new_id(), who="person:1", name="Olivia"),
    ]
    async with rooms.tenant(order.agency_id) as tx:
        take = await store.start(tx, order, parts)
        kept = await tx.fetch(
            "SELECT candidate_id, role_name FROM recording WHERE take_id = $1 ORDER BY who", take.id
        )
    assert [tuple(row) for row in kept] == [(candidate, "Viola"), (None, "")]
