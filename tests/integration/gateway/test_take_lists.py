"""Takes over all productions: paged, ordered, narrowed and found; each scope sees its own."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.gateway.casting.evaluations import lists
from services.gateway.casting.evaluations.model import TAKES, ListedTake
from services.gateway.web.desk import Desk
from services.gateway.web.listing import Page
from services.gateway.web.listing.reading import of_query
from shared.ids import new_id
from shared.tenancy import schema_of
from tests.integration.gateway.people import People

BEGAN = datetime(2027, 1, 15, 10, tzinfo=UTC)


async def session(owner: Any, production: UUID, local_date: str = "2027-01-15") -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO session (id, production_id, title, local_date, zone)
        VALUES ($1, $2, 'First round', $3::text::date, 'Europe/London') RETURNING id""",
        new_id(),
        production,
        local_date,
    )
    return made


async def record(
    owner: Any,
    session_id: UUID,
    minute: int,
    *people: str,
    scene: str = "1",
    phase: str = "finished",
) -> UUID:
    """Have a take of a session's production, for its first role; each of `people` was recorded."""
    take, began = new_id(), BEGAN + timedelta(minutes=minute)
    await owner.execute(
        """INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number,
            phase, started_by, started_at, fence)
        SELECT $1, s.id, s.production_id, r.id, r.name, $3, $4, $5, 'person:x', $6, 1
        FROM session s JOIN role r ON r.production_id = s.production_id WHERE s.id = $2 LIMIT 1""",
        take,
        session_id,
        scene,
        minute + 1,
        phase,
        began,
    )
    await owner.executemany(
        """INSERT INTO recording (id, take_id, who, name, started_at, candidate_id)
        VALUES ($1, $2, $3, $4, $5, $6)""",
        [
            (new_id(), take, await guest(owner, session_id, name), name, began,
             None if "(reader)" in name else new_id())
            for name in people
        ],
    )  # fmt: skip
    return take


async def guest(owner: Any, session_id: UUID, name: str) -> str:
    """Have somebody of that name, whom the office knows, come to a session; return who they are."""
    made = await owner.fetchval(
        """WITH known AS (INSERT INTO talent (id, name) VALUES ($1, $3) RETURNING id)
        INSERT INTO guest (id, session_id, production_id, role, name, email, invited_by, talent_id)
        SELECT known.id, s.id, s.production_id, 'reader', $3, '', known.id, known.id
        FROM session s, known WHERE s.id = $2 RETURNING id""",
        new_id(),
        session_id,
        name,
    )
    return f"guest:{made}"


async def listed(desk: Desk, **query: str) -> Page[ListedTake]:
    asked = of_query(TAKES, {name: [value] for name, value in query.items()})
    return await lists.takes(desk, asked)


async def ids(desk: Desk, **query: str) -> list[UUID]:
    return [take.id for take in (await listed(desk, **query)).items]


async def score(people: People, take: UUID, person: UUID, rating: int) -> None:
    await people.owner.execute(
        """INSERT INTO scorecard (take_id, production_id, person_id, rating)
        SELECT id, production_id, $2, $3 FROM take WHERE id = $1""",
        take,
        person,
        rating,
    )


async def beside(people: People) -> None:
    """Have the neighbour record somebody of the same name."""
    ours = people.owner
    await ours.execute(f'SET search_path TO "{schema_of(people.neighbour)}"')
    production = new_id()
    await ours.execute(
        "INSERT INTO production (id, title, started_by) VALUES ($1, 'The Tempest', $1)", production
    )
    await ours.execute(
        "INSERT INTO role (id, production_id, name) VALUES ($1, $1, 'Miranda')", production
    )
    await record(ours, await session(ours, production), 0, "Élodie Roux")
    await ours.execute(f'SET search_path TO "{schema_of(people.agency)}"')


async def test_takes_are_listed_as_they_are_asked_for(people: People) -> None:
    await beside(people)
    tempest, other = await people.production(), await people.production()
    early, late = (
        await session(people.owner, tempest),
        await session(people.owner, other, "2027-02-01"),
    )
    first = await record(people.owner, early, 0, "Élodie Roux", "Rita (reader)")
    second = await record(people.owner, early, 1, "Zoë Ball", scene="Storm", phase="failed")
    third = await record(people.owner, late, 2, phase="storing")
    async with people.desk() as desk:
        assert await ids(desk) == [third, second, first]
        assert await ids(desk, sort="oldest") == [first, second, third]
        for sort, whole in (("newest", [third, second, first]), ("oldest", [first, second, third])):
            page = await listed(desk, sort=sort, limit="2")
            assert page.next
            rest = await ids(desk, sort=sort, limit="2", after=page.next)
            assert [take.id for take in page.items] + rest == whole
            assert page.total == 3
        assert await ids(desk, production=str(tempest)) == [second, first]
        role = (await lists.roles(desk, other))[0]
        assert await ids(desk, production=str(other), role=str(role.id)) == [third]
        assert await ids(desk, production=str(tempest), role=str(role.id)) == []
        for state, found in (("ready", first), ("failed", second), ("making", third)):
            assert await ids(desk, state=state) == [found]
        assert await ids(desk, since="2027-01-16") == [third]
        assert await ids(desk, until="2027-01-15") == [second, first]
        for words, matching in (
            ("elodie", [first]),
            ("BALL", [second]),
            ("rita", [first]),
            ("%", []),
        ):
            assert await ids(desk, q=words) == matching, words
        assert len(await ids(desk, q="miranda")) == 3
        shown = (await listed(desk)).items
    assert [take.people for take in shown] == [[], ["Zoë Ball"], ["Élodie Roux"]]
    assert shown[2].production == "The Tempest"


async def test_scores_of_others_are_shown_to_who_has_scored(people: People) -> None:
    place = await session(people.owner, await people.production())
    takes = [await record(people.owner, place, minute, "Ana") for minute in range(4)]
    for take, rating in zip(takes, (3, 5, 5), strict=False):
        await score(people, take, people.person, rating)
    for take in takes[2:]:
        await score(people, take, UUID(int=9), 2)
    async with people.desk() as desk:
        figures = [(t.my_rating, t.ratings, t.mean_rating) for t in (await listed(desk)).items]
        assert figures == [(None, 1, None), (5, 2, 3.5), (5, 1, 5.0), (3, 1, 3.0)]
        assert await ids(desk, scored="false") == takes[3:]
        assert await ids(desk, scored="true", sort="oldest") == takes[:3]
        best = [takes[2], takes[1], takes[0]]
        assert await ids(desk, sort="rating") == best
        page = await listed(desk, sort="rating", limit="1")
        assert page.total == 3
        assert page.next
        assert await ids(desk, sort="rating", after=page.next) == best[1:]
        assert await ids(desk, sort="rating", scored="false") == []


async def test_a_scope_holds_and_what_is_wrapped_is_found_within_it(people: People) -> None:
    ours, other = await people.production(), await people.production()
    mine = await record(people.owner, await session(people.owner, ours), 0, "Ana")
    wrapped = await record(people.owner, await session(people.owner, other), 1, "Ana")
    wrap = "UPDATE production SET wrapped_at = now() WHERE id = $1"
    async with people.desk(role="freelancer", productions=(ours,)) as desk:
        assert await ids(desk) == await ids(desk, q="ana") == [mine]
        assert await ids(desk, production=str(other)) == []
        assert [each.id for each in await lists.productions(desk)] == [ours]
        assert await lists.roles(desk, other) == []
    async with people.desk() as desk:
        assert await ids(desk) == [wrapped, mine]
        await desk.connection.execute(wrap, other)
        assert await ids(desk) == [mine]
        assert await ids(desk, production=str(other)) == [wrapped]
        assert (await listed(desk, limit="1")).total == 1


async def test_each_list_is_planned_for_what_is_asked(people: People) -> None:
    """One plan for every filter took seconds (0048): PostgreSQL keeps one after five runs."""
    await record(people.owner, await session(people.owner, await people.production()), 0, "Ana")
    async with people.desk() as desk:
        for _ in range(8):
            assert len(await ids(desk, scored="false")) == 1
        kept = await desk.connection.fetchval(
            "SELECT sum(generic_plans) FROM pg_prepared_statements WHERE statement ~ $1",
            "FROM shown_take",
        )
    assert kept == 0
