"""The calendar over all productions, and blocked times: each office's and each scope's own."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.gateway.casting.productions.model import ReadOnly
from services.gateway.casting.scheduling import actions, store
from services.gateway.casting.scheduling.model import (
    Asked,
    BlockedFields,
    BlockedTimeNotFound,
    Calendar,
    Host,
    HostUnknown,
    span,
)
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit, Overtaken
from shared.ids import PersonId, new_id
from tests.installation import Office
from tests.integration.gateway.people import People

MONDAY = date(2027, 3, 22)
AWAY = BlockedFields(first=MONDAY, zone="UTC", title="Dentist")


async def session(
    people: People, production: UUID, day: date = MONDAY, hour: int = 10, rooms: int = 1
) -> UUID:
    """Lay out a session of half an hour in each room, from `hour` UTC on."""
    made = new_id()
    await people.owner.execute(
        """INSERT INTO session (id, production_id, title, local_date, zone, rooms)
        VALUES ($1, $2, 'First round', $3, 'UTC', $4)""",
        made, production, day, rooms,
    )  # fmt: skip
    start = datetime.combine(day, time(hour))
    for room in range(1, rooms + 1):
        starts = start + timedelta(hours=room - 1)
        await people.owner.execute(
            """INSERT INTO slot (id, session_id, production_id, position, kind, role_id,
                local_start, starts_at, minutes, room)
            SELECT $1, $2, $3, $5, 'audition', r.id, $4::timestamp,
                $4::timestamp AT TIME ZONE 'UTC', 30, $5
            FROM role r WHERE r.production_id = $3""",
            new_id(), made, production, starts, room,
        )  # fmt: skip
    return made


async def shown(desk: Desk, **asked: Any) -> Calendar:
    given = Asked(**{"week": MONDAY} | asked)
    return await actions.calendar(desk, given, span(given, MONDAY))


async def sessions(desk: Desk, **asked: Any) -> list[UUID]:
    return [each.id for each in (await shown(desk, **asked)).sessions]


async def test_sessions_of_all_productions_are_on_their_days(people: People) -> None:
    tempest, other = await people.production(), await people.production()
    first = await session(people, tempest)
    second = await session(people, other, MONDAY + timedelta(days=6), hour=22, rooms=3)
    await session(people, tempest, MONDAY + timedelta(days=8))
    async with people.desk() as desk:
        assert await sessions(desk) == [first, second]
        assert await sessions(desk, week=MONDAY + timedelta(days=7), production=other) == [second]
        assert len(await sessions(desk, month="2027-03")) == 3
        assert await sessions(desk, production=tempest) == [first]
        assert await sessions(desk, room=2) == [second]
        assert (await shown(desk, room=2)).sessions[0].starts_at.hour == 23, "of that room"
        assert await sessions(desk, zone="Pacific/Auckland") == [first]
        assert await sessions(desk, member=people.person) == [first, second]
        assert await sessions(desk, member=new_id()) == []
    async with people.desk(role="freelancer", productions=(other,)) as desk:
        assert await sessions(desk) == [second]
        assert await sessions(desk, production=tempest) == []
    async with people.desk(people.neighbour) as desk:
        assert await sessions(desk) == []


async def test_a_session_says_that_its_host_is_blocked(people: People) -> None:
    production, other = await people.production(), PersonId(new_id())
    placed = await session(people, production)
    await people.join(other, "other@office.test")
    async with people.desk() as desk:
        assert not (await shown(desk)).sessions[0].host_blocked
        await actions.block(desk, AWAY)
        assert (await shown(desk)).sessions[0].host_blocked
        await actions.name_host(desk, placed, Host(other))
        (found,) = (await shown(desk)).sessions
        assert (found.host_id, found.host_blocked) == (other, False)
        with pytest.raises(HostUnknown):
            await actions.name_host(desk, placed, Host(new_id()))
    assert await people.acts(placed) == ["named the host"]
    await people.owner.execute("UPDATE production SET wrapped_at = now()")
    async with people.desk() as desk:
        with pytest.raises(ReadOnly):
            await actions.name_host(desk, placed, Host())


async def test_blocked_times_are_changed_by_who_they_are_of(people: People) -> None:
    other = PersonId(new_id())
    async with people.desk() as desk:
        mine = await actions.block(desk, AWAY)
        edit = Edit[BlockedFields](1, {"begins": time(9), "ends": time(11)})
        edited = await actions.edit(desk, mine.id, edit)
        assert (edited.starts_at, edited.version) == (datetime(2027, 3, 22, 9, tzinfo=UTC), 2)
        with pytest.raises(Overtaken):
            await actions.edit(desk, mine.id, edit)
        assert [each.title for each in await store.own(desk)] == ["Dentist"]
    async with people.desk(person=other) as desk:
        (seen,) = (await shown(desk)).blocked
        assert (seen.person_id, seen.title) == (people.person, ""), "why is the member's own"
        assert (await shown(desk, member=other)).blocked == []
        assert await store.own(desk) == []
        for act in (actions.edit(desk, mine.id, edit), actions.delete(desk, mine.id)):
            with pytest.raises(BlockedTimeNotFound):
                await act
    async with people.desk(person=other, role="freelancer") as desk:
        assert (await shown(desk)).blocked == []
    async with people.desk(people.neighbour, person=people.person) as desk:
        assert (await shown(desk)).blocked == []
        with pytest.raises(BlockedTimeNotFound):
            await actions.delete(desk, mine.id)
    async with people.desk() as desk:
        await actions.delete(desk, mine.id)
        assert (await shown(desk)).blocked == []
    assert await people.acts(mine.id) == ["added", "edited", "deleted"]


async def test_the_page_shows_a_week_and_takes_blocked_times(
    office: Office, neighbour: Office
) -> None:
    owner, session = office.owner, office.session.rsplit("/", 1)[-1]
    slots = (await owner.get(f"/api/v1{office.session}/slots")).json()
    day = slots[0]["starts_at"][:10]
    form = {"first": day, "zone": "UTC", "title": "<b>Dentist</b>"}
    added = await owner.post("/calendar/blocked-times", "/calendar/blocked-times", data=form)
    assert added.status_code == 303, added.text
    for path in (f"/calendar?week={day}", f"/calendar?month={day[:7]}&zone=Asia/Kolkata"):
        page = (await owner.get(path)).text
        assert f'href="/sessions/{session}"' in page
        assert "&lt;b&gt;Dentist" in page
        assert "Host is blocked" in page
        theirs = (await neighbour.owner.get(path)).text
        assert session not in theirs
        assert "Dentist" not in theirs
    (found,) = (await owner.get(f"/api/v1/calendar?week={day}")).json()["sessions"]
    assert (found["id"], found["host_blocked"]) == (session, True)
    (blocked,) = (await owner.get("/api/v1/blocked-times")).json()
    address = f"/calendar/blocked-times/{blocked['id']}"
    assert "Dentist" in (await owner.get(address)).text
    assert (await neighbour.owner.get(address)).status_code == 404
    gone = await owner.post(f"{address}/delete", "/calendar/blocked-times")
    assert gone.status_code == 303
    assert "Host is blocked" not in (await owner.get(f"/calendar?week={day}")).text
    for query in ("week=0001-01-01", "zone=Mars/Olympus", "month=2027-13", "room=0"):
        assert (await owner.get(f"/calendar?{query}")).status_code == 422, query
