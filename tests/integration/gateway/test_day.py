"""The day of a session is changed slot by slot, and who was told of another time is to be told."""

from datetime import date, time
from uuid import UUID

import pytest

from services.gateway.casting.auditions import actions as sessions
from services.gateway.casting.auditions import store
from services.gateway.casting.auditions.day import absences, actions, grid, placing
from services.gateway.casting.auditions.day.model import (
    Moving,
    NewSlots,
    NobodyToMove,
    Present,
    SlotFields,
    SlotNotEmpty,
    Split,
    TooShort,
)
from services.gateway.casting.auditions.guests import invitations
from services.gateway.casting.auditions.model import (
    Invitation,
    NewSession,
    Session,
    SessionNotFound,
    Slot,
    SlotTaken,
)
from services.gateway.casting.auditions.notifying import sheet
from services.gateway.casting.productions import actions as productions
from services.gateway.casting.productions.model import NewProduction, NewRole
from services.gateway.casting.talent.guardians import actions as guardians
from services.gateway.casting.talent.guardians import agreements
from services.gateway.casting.talent.guardians import store as guardian_store
from services.gateway.casting.talent.guardians.model import GuardianFields
from services.gateway.casting.talent.photos import actions as photos
from services.gateway.casting.talent.photos.model import File, NewPhoto
from services.gateway.web.desk import Desk
from shared.ids import ProductionId, new_id
from tests.integration.gateway.people import People

DAY = date(2027, 1, 15)


async def session_in(desk: Desk, production: UUID, slots: int = 4) -> Session:
    role = await desk.connection.fetchval(
        "SELECT id FROM role WHERE production_id = $1", production
    )
    new = NewSession("First round", DAY, "Europe/London", time(10), role, slots=slots)
    return await sessions.lay_out(desk, production, new)


async def put(desk: Desk, slot: Slot, name: str, *, at_once: bool = True) -> UUID:
    """Put somebody into a slot, whose mail has left or who is not told yet; return the guest."""
    invitation = Invitation(name, f"{name.lower()}@actors.test")
    if at_once:
        return (await invitations.invite_actor(desk, slot.id, invitation)).guest.id
    return (await placing.fill(desk, slot.id, invitation)).id


async def names(desk: Desk, session: Session) -> list[tuple[str, list[str]]]:
    return [
        (f"{row.slot.local_start:%H:%M}", [person.name for person in row.people])
        for row in await grid.day(desk, session.id)
    ]


async def unsent(desk: Desk, session: Session) -> dict[str, str]:
    return {each.name: each.change for each in await sheet.unsent(desk, session.id)}


async def replies(desk: Desk, session: Session) -> dict[str, str]:
    rows = await grid.day(desk, session.id)
    return {person.name: person.reply for row in rows for person in row.people}


@pytest.fixture
async def production(people: People) -> UUID:
    """Start a production here, beside a neighbour's with a day of its own."""
    async with people.desk(people.neighbour) as desk:
        theirs = await productions.start(desk, NewProduction("Hamlet"))
        await productions.add_role(desk, theirs.id, NewRole("Ophelia"), None)
        session = await session_in(desk, theirs.id)
        await put(desk, (await store.slots(desk, session.id))[0], "Nan", at_once=False)
    return await people.production()


async def test_who_moves_is_told_and_who_does_not_is_left_alone(
    people: People, production: UUID
) -> None:
    async with people.desk() as desk:
        session = await session_in(desk, production)
        one, two, three, four = await store.slots(desk, session.id)
        ana = await put(desk, one, "Ana")
        await put(desk, two, "Ben")
        await put(desk, three, "Chloe", at_once=False)
        await desk.connection.execute(
            """UPDATE guest SET replied = 'confirmed', replied_at = now(), reply_for = starts_at
            FROM slot WHERE slot.id = slot_id AND name IN ('Ana', 'Ben')"""
        )
        assert await unsent(desk, session) == {"Chloe": "new"}
        await actions.move(desk, one.id, Moving(four.id))
        assert await names(desk, session) == [
            ("10:00", []), ("10:15", ["Ben"]), ("10:30", ["Chloe"]), ("10:45", ["Ana"]),
        ]  # fmt: skip
        assert await replies(desk, session) == {
            "Ana": "confirm_again", "Ben": "confirmed", "Chloe": "not_told",
        }  # fmt: skip
        assert await unsent(desk, session) == {"Ana": "moved", "Chloe": "new"}
        (moved,) = [each for each in await sheet.unsent(desk, session.id) if each.name == "Ana"]
        assert (f"{moved.local_was:%H:%M}", f"{moved.local_start:%H:%M}") == ("10:00", "10:45")
        assert [each.email for each in moved.through] == ["ana@actors.test"]
        await actions.move(desk, four.id, Moving(one.id))
        assert await unsent(desk, session) == {"Chloe": "new"}, "she has the time that she knows"
        assert (await replies(desk, session))["Ana"] == "confirmed"
        await actions.move(desk, one.id, Moving(two.id, "swap"))
        assert (await unsent(desk, session)).keys() == {"Ana", "Ben", "Chloe"}
        await actions.move(desk, three.id, Moving(one.id, "shift"))
        assert await names(desk, session) == [
            ("10:00", ["Chloe"]), ("10:15", ["Ben"]), ("10:30", ["Ana"]), ("10:45", []),
        ]  # fmt: skip
        assert await unsent(desk, session) == {"Chloe": "new", "Ana": "moved"}
        with pytest.raises(NobodyToMove):
            await actions.move(desk, four.id, Moving(one.id))
        roles = await desk.connection.fetch(
            "SELECT g.slot_id = p.slot_id AS there FROM slot_participant p "
            "JOIN guest g ON g.id = p.guest_id"
        )
        assert [row["there"] for row in roles] == [True] * 3
    assert await people.acts(ana) == ["invited", *["moved"] * 4]


async def test_slots_are_added_changed_split_and_removed(people: People, production: UUID) -> None:
    async with people.desk() as desk:
        session = await session_in(desk, production, slots=2)
        one, two = await store.slots(desk, session.id)
        await put(desk, one, "Ana")
        role = one.role_id
        await actions.add(desk, session.id, NewSlots("10:30", 10, 2, role_id=role))
        await actions.add(desk, session.id, NewSlots("09:45", 15))
        await actions.split(desk, two.id, Split(5))
        day = await store.slots(desk, session.id)
        assert [(f"{s.local_start:%H:%M}", s.minutes, s.position) for s in day] == [
            ("09:45", 15, 1), ("10:00", 15, 2), ("10:15", 5, 3), ("10:20", 10, 4),
            ("10:30", 10, 5), ("10:40", 10, 6),
        ]  # fmt: skip
        assert day[0].kind == "break"
        assert await unsent(desk, session) == {}
        await actions.edit(desk, one.id, SlotFields("11:00", 20))
        assert await unsent(desk, session) == {"Ana": "moved"}
        assert (await names(desk, session))[-1] == ("11:00", ["Ana"])
        with pytest.raises(SlotNotEmpty):
            await actions.remove(desk, one.id)
        with pytest.raises(TooShort):
            await actions.split(desk, one.id, Split(20))
        await actions.remove(desk, two.id)
        assert len(await store.slots(desk, session.id)) == 5
        await actions.edit(desk, one.id, SlotFields("10:00", 15))
        assert await unsent(desk, session) == {}


async def test_whose_time_is_cancelled_is_told_and_leaves_the_slot(
    people: People, production: UUID
) -> None:
    async with people.desk() as desk:
        session = await session_in(desk, production)
        one, two, *_ = await store.slots(desk, session.id)
        ana = await put(desk, one, "Ana")
        ben = await put(desk, two, "Ben", at_once=False)
        await absences.mark(desk, ana, Present())
        assert (await grid.day(desk, session.id))[0].people[0].presence == "no_show"
        await absences.cancel(desk, ana)
        await absences.cancel(desk, ben)
        assert await unsent(desk, session) == {"Ana": "cancelled"}, "Ben knows nothing of it"
        await absences.restore(desk, ana)
        assert await unsent(desk, session) == {}
        with pytest.raises(SlotTaken):
            await put(desk, one, "Dan", at_once=False)
        await absences.cancel(desk, ana)
        await put(desk, one, "Dan", at_once=False)
        assert await unsent(desk, session) == {"Ana": "cancelled", "Dan": "new"}
    assert await people.acts(ben) == ["put into a slot", "cancelled the time of"]


async def test_who_cannot_leaves_the_slot_to_others_and_stays_a_candidate(
    people: People, production: UUID
) -> None:
    async with people.desk() as desk:
        session = await session_in(desk, production)
        one, *_ = await store.slots(desk, session.id)
        ana = await put(desk, one, "Ana")
        await desk.connection.execute(
            """UPDATE guest SET replied = 'cannot', replied_at = now(), reply_for = $2
            WHERE id = $1""",
            ana,
            one.starts_at,
        )
        (row, *_) = await grid.day(desk, session.id)
        assert row.is_free
        await put(desk, one, "Ben", at_once=False)
        (row, *_) = await grid.day(desk, session.id)
        assert [(each.name, each.cancelled) for each in row.people] == [
            ("Ana", True), ("Ben", False),
        ]  # fmt: skip
        assert await desk.connection.fetchval("SELECT count(*) FROM candidate") == 2


async def test_nobody_changes_the_day_of_another_office_or_production(
    people: People, production: UUID
) -> None:
    async with people.desk() as desk:
        session = await session_in(desk, production)
    other = await people.production()
    for desk_of in (
        people.desk(people.neighbour),
        people.desk(role="freelancer", productions=(other,)),
    ):
        async with desk_of as desk:
            with pytest.raises(SessionNotFound):
                await grid.day(desk, session.id)
            with pytest.raises(SessionNotFound):
                await actions.add(desk, session.id, NewSlots("12:00"))


async def test_a_childs_picture_is_shown_where_guardians_agree(people: People) -> None:
    child = await people.talent("Ana", email="ana@actors.test", minor=True)
    production, photo = ProductionId(await people.production(child)), new_id()
    async with people.desk() as desk:
        await photos.add(desk, child, File(photo, "ana.jpg", f"{photo}.jpg", 9, 2, 3), NewPhoto())
        session = await session_in(desk, production, slots=1)
        (slot,) = await store.slots(desk, session.id)
        await put(desk, slot, "Ana", at_once=False)
        gina = GuardianFields(name="Gina", email="gina@home.test")
        guardian = await guardian_store.guardian(desk, await guardians.add(desk, child, gina))
        shown = []
        for agreed in (None, True, False):
            if agreed is not None:
                await agreements.add(desk, guardian, production, "words", agreed=agreed)
            (row,) = await grid.day(desk, session.id)
            shown.append(row.people[0].photo_id)
    assert shown == [None, photo, None], "what a guardian said last counts"
