"""The sessions and the people of a production, as lists."""

from datetime import UTC, datetime
from uuid import UUID

from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.day import actions as day
from services.gateway.casting.auditions.day.model import Moving
from services.gateway.casting.auditions.overviews import store
from services.gateway.casting.auditions.overviews.model import PEOPLE, PersonFilters
from services.gateway.casting.auditions.planning import actions as planning
from services.gateway.casting.productions import actions as productions
from services.gateway.casting.productions.model import NewProduction, NewRole
from services.gateway.web.desk import Desk
from services.gateway.web.listing import Asked
from tests.integration.gateway.people import People
from tests.integration.gateway.test_day import put, session_in

BEFORE, AFTER = datetime(2027, 1, 15, 9, tzinfo=UTC), datetime(2027, 1, 16, tzinfo=UTC)


def asked(**narrowed: object) -> Asked[PersonFilters]:
    start = PEOPLE.orders["name"].start
    sought = str(narrowed.pop("q", ""))
    return Asked(PEOPLE, PersonFilters(**narrowed), sought, "name", start, 40)  # type: ignore[arg-type]


async def names(desk: Desk, production: UUID, **narrowed: object) -> list[str]:
    page = await store.people(desk, production, asked(**narrowed))
    assert page.total == len(page.items)
    return [each.name for each in page.items]


async def test_sessions_have_their_figures_and_people_their_newest_time(people: People) -> None:
    async with people.desk(people.neighbour) as desk:
        theirs = await productions.start(desk, NewProduction("Hamlet"))
        await productions.add_role(desk, theirs.id, NewRole("Ophelia"), None)
        await put(
            desk, (await sessions.slots(desk, (await session_in(desk, theirs.id)).id))[0], "Nan"
        )
    production = await people.production()
    async with people.desk() as desk:
        ours = await session_in(desk, production)
        one, two, three, four = await sessions.slots(desk, ours.id)
        await put(desk, one, "Ana")
        await put(desk, two, "Ben")
        await put(desk, three, "Chloe", at_once=False)
        await desk.connection.execute(
            """UPDATE guest SET replied = 'confirmed', replied_at = now(), reply_for = starts_at
            FROM slot WHERE slot.id = slot_id AND name <> 'Chloe'"""
        )
        await day.move(desk, two.id, Moving(four.id))
        (listed,) = await store.sessions(desk, production)
        assert (listed.slots, listed.people, listed.confirmed, listed.unsent) == (4, 3, 1, 2)
        assert (listed.when(BEFORE), listed.when(AFTER)) == ("coming", "over")
        await planning.end(desk, ours.id, ended=True)
        (listed,) = await store.sessions(desk, production)
        assert listed.when(BEFORE) == "over"
        assert await names(desk, production) == ["Ana", "Ben", "Chloe"]
        assert await names(desk, production, q="be") == ["Ben"]
        assert await names(desk, production, status="pinned") == []
        assert await names(desk, production, role=one.role_id) == ["Ana", "Ben", "Chloe"]
        times = {
            each.name: f"{each.local_start:%H:%M}"
            for each in (await store.people(desk, production, asked())).items
        }
        assert times == {"Ana": "10:00", "Ben": "10:45", "Chloe": "10:30"}
    async with people.desk(role="freelancer", productions=(await people.production(),)) as desk:
        assert await store.sessions(desk, production) == []
        assert await names(desk, production) == []
