"""Today: the day's sessions and what waits, each office's own; a new office's first steps."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from services.gateway.casting.auditions import actions as sessions
from services.gateway.casting.auditions import store as slots
from services.gateway.casting.auditions.day import absences, placing
from services.gateway.casting.auditions.day.model import Present
from services.gateway.casting.auditions.guests import invitations
from services.gateway.casting.auditions.model import Invitation, NewSession, Slot
from services.gateway.casting.auditions.replies import store as replies
from services.gateway.casting.auditions.replies.model import NewReply
from services.gateway.casting.dashboards import actions, needs, store
from services.gateway.casting.productions.actions import add_role, start
from services.gateway.casting.productions.model import NewProduction, NewRole
from services.gateway.web.desk import Desk
from tests.installation import Office, Visitor
from tests.integration.gateway.desks import desk_in
from tests.integration.gateway.known_office import Known
from tests.integration.gateway.people import People
from tests.migrated import Founded, databases

ZONES = ("Europe/London", "America/Los_Angeles", "Pacific/Auckland")
UNOPENED = "Not opened before tomorrow"


def by_day() -> ZoneInfo:
    """Return a zone in which neither the day before nor the next is near."""
    now = datetime.now(UTC)
    return next(zone for zone in map(ZoneInfo, ZONES) if 4 <= now.astimezone(zone).hour < 20)


async def test_a_session_of_the_day_is_shown_until_its_invitations_are_opened(
    office: Office, neighbour: Office, stranger: Visitor
) -> None:
    zone = by_day()
    local_date = datetime.now(zone).date().isoformat()
    session = await office.owner.lay_out(
        office.production,
        title="Callbacks",
        local_date=local_date,
        zone=zone.key,
        first_slot="21:30",
    )
    link = await office.owner.invite(session, f"ben-{office.actor}")
    page = (await office.owner.get("/today")).text
    assert f'href="{session}">' in page
    assert UNOPENED in page
    for path in ("/today", "/productions"):
        assert session not in (await neighbour.owner.get(path)).text
    assert UNOPENED not in (await neighbour.owner.get("/today")).text, "theirs is far off"
    opened = await stranger.post(f"{link}/opened", link)
    assert opened.status_code < 300, opened.text
    assert UNOPENED not in (await office.owner.get("/today")).text


async def test_a_new_office_has_steps_which_are_done_by_themselves(founded: Founded) -> None:
    async with databases(founded.url, "gateway") as (database,):
        async with desk_in(database, founded.neighbour) as desk:
            await start(desk, NewProduction("Hamlet"))
        for done in (0, 1):
            async with desk_in(database, founded.agency) as desk:
                today = await actions.today(desk)
                assert [step.done for step in today.steps] == [True] * done + [False] * (4 - done)
                assert not today.needs
                await start(desk, NewProduction("Eden"))
        async with desk_in(database, founded.agency, role="finance") as desk:
            assert not (await actions.today(desk)).steps, "who does not cast is not asked to"


async def began_half_an_hour_ago(desk: Desk, production: UUID) -> list[Slot]:
    """Open a session of which six slots are over or begun, and four are to come."""
    start = desk.now - timedelta(minutes=30)
    role = await desk.connection.fetchval(
        "SELECT id FROM role WHERE production_id = $1", production
    )
    new = NewSession(
        "Callbacks", start.date(), "UTC", start.time().replace(second=0, microsecond=0), role,
        minutes=6, slots=10,
    )  # fmt: skip
    session = await sessions.lay_out(desk, production, new)
    await desk.connection.execute("UPDATE session SET opened_at = now() WHERE id = $1", session.id)
    return await slots.slots(desk, session.id)


async def invite(desk: Desk, slot: Slot, name: str) -> UUID:
    found = await invitations.invite_actor(desk, slot.id, Invitation(name, f"{name}@a.test"))
    return found.guest.id


async def test_who_is_known_not_to_come_is_not_late_and_who_is_not_told_opens_nothing(
    people: People,
) -> None:
    async with people.desk(people.neighbour) as desk:
        hamlet = await start(desk, NewProduction("Hamlet"))
        await add_role(desk, hamlet.id, NewRole("Ophelia"), None)
        theirs = await began_half_an_hour_ago(desk, hamlet.id)
        await invite(desk, theirs[0], "Nan")
    production = await people.production()
    async with people.desk() as desk:
        ours = await began_half_an_hour_ago(desk, production)
        both = [ours[0].session_id, theirs[0].session_id]
        _, ben, eve = [
            await invite(desk, slot, name)
            for slot, name in zip(ours, ("Ana", "Ben", "Eve"), strict=False)
        ]
        assert [each.name for each in await store.expected(desk, both)] == ["Ana", "Ben", "Eve"]
        await absences.mark(desk, ben, Present())
        standing = await replies.standing(desk, eve)
        assert standing
        await replies.put(desk, eve, NewReply("cannot"), standing)
        assert [each.name for each in await store.expected(desk, both)] == ["Ana"]
        await invite(desk, ours[8], "Fay")
        await placing.fill(desk, ours[9].id, Invitation("Gus", "gus@a.test"))
        assert [each.count for each in await needs.unopened(desk)] == [1], "Gus was told nothing"


async def test_takes_of_all_productions_are_listed_until_they_are_scored(
    office: Office, neighbour: Office, things: Known
) -> None:
    take = f"/takes/{things.ids['take_id']}"
    for query in (
        "",
        f"?production={things.ids['production_id']}",
        "?scored=false",
        "?state=ready",
    ):
        assert f'href="{take}"' in (await office.owner.get(f"/takes{query}")).text, query
        assert take not in (await neighbour.owner.get(f"/takes{query}")).text, query
    (listed,) = (await office.owner.get("/api/v1/takes")).json()["items"]
    assert (listed["id"], listed["my_rating"]) == (things.ids["take_id"], None)
    assert "Takes to score" in (await office.owner.get("/today")).text
    scored = await office.owner.post(f"{take}/scorecard", take, data={"rating": "4"})
    assert scored.status_code == 303, scored.text
    assert take not in (await office.owner.get("/takes?scored=false")).text
    assert take not in (await office.owner.get("/takes?q=nobody")).text
    assert "Takes to score" not in (await office.owner.get("/today")).text
