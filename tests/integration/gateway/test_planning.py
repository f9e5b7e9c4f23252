"""A session is edited, duplicated to another day, closed and ended; a list is pasted onto it."""

from datetime import timedelta

import pytest

from services.gateway.casting.auditions import admission, store
from services.gateway.casting.auditions.company import actions as company
from services.gateway.casting.auditions.company.model import Picked
from services.gateway.casting.auditions.day import actions as day
from services.gateway.casting.auditions.day import grid
from services.gateway.casting.auditions.day.model import NewSlots, SessionEnded
from services.gateway.casting.auditions.guests import invitations
from services.gateway.casting.auditions.model import (
    GuestNotFound,
    SessionNotFound,
    SlotNotFound,
    SlotTaken,
    WatcherInvitation,
)
from services.gateway.casting.auditions.pasting import actions as pasting
from services.gateway.casting.auditions.pasting.model import Placements
from services.gateway.casting.auditions.planning import actions
from services.gateway.casting.auditions.planning.model import (
    AlreadyEnded,
    Duplicate,
    SessionFields,
)
from services.gateway.web.editing import Edit, Overtaken
from shared.errors import Invalid
from tests.integration.gateway.people import People
from tests.integration.gateway.test_day import DAY, names, put, session_in, unsent

NEXT_DAY = DAY + timedelta(days=1)


def edit(version: int, **changed: object) -> Edit[SessionFields]:
    return Edit(version, changed)


async def test_a_session_is_edited_and_another_day_moves_its_slots(people: People) -> None:
    production = await people.production()
    async with people.desk() as desk:
        session = await session_in(desk, production, slots=2)
        one, two = await store.slots(desk, session.id)
        await put(desk, one, "Ana")
        await put(desk, two, "Ben", at_once=False)
        titled = await actions.edit(desk, session.id, edit(1, title="Callbacks"))
        assert (titled.title, titled.version) == ("Callbacks", 2)
        assert await unsent(desk, session) == {"Ben": "new"}
        with pytest.raises(Overtaken) as second:
            await actions.edit(desk, session.id, edit(1, title="Chemistry"))
        assert [(each.field, each.now) for each in second.value.changes] == [("title", "Callbacks")]
        moved = await actions.edit(desk, session.id, edit(2, local_date=NEXT_DAY))
        assert moved.local_date == NEXT_DAY
        assert await unsent(desk, session) == {"Ana": "moved", "Ben": "new"}
        day_of = await store.slots(desk, session.id)
        assert [f"{slot.local_start:%d %H:%M}" for slot in day_of] == ["16 10:00", "16 10:15"]
        await actions.edit(desk, session.id, edit(3, zone="America/New_York"))
        (first, _) = await store.slots(desk, session.id)
        assert f"{first.local_start:%H:%M}, {first.starts_at:%H:%M}" == "10:00, 15:00"
        await actions.edit(desk, session.id, edit(4, local_date=DAY, zone="Europe/London"))
        assert await unsent(desk, session) == {"Ben": "new"}, "she has the time that she knows"
        with pytest.raises(Invalid):
            await actions.edit(desk, session.id, edit(5, zone="Not/AZone"))
    assert await people.acts(session.id) == ["laid out", *["edited"] * 4]


async def test_a_day_that_is_duplicated_is_empty(people: People) -> None:
    production = await people.production()
    async with people.desk() as desk:
        session = await session_in(desk, production, slots=2)
        await put(desk, (await store.slots(desk, session.id))[0], "Ana")
        copy = await actions.duplicate(desk, session.id, Duplicate("Second day", NEXT_DAY))
        assert (copy.title, copy.round_id) == ("Second day", session.round_id)
        assert await names(desk, copy) == [("10:00", []), ("10:15", [])]
        assert (await names(desk, session))[0] == ("10:00", ["Ana"])
    async with people.desk(people.neighbour) as desk:
        for act in (
            actions.duplicate(desk, session.id, Duplicate("Theirs", NEXT_DAY)),
            actions.end(desk, session.id, ended=True),
            actions.edit(desk, session.id, edit(1, title="Theirs")),
        ):
            with pytest.raises(SessionNotFound):
                await act


async def test_a_session_that_has_ended_changes_no_more_until_it_goes_on(people: People) -> None:
    production = await people.production()
    async with people.desk() as desk:
        session = await session_in(desk, production, slots=1)
        await desk.connection.execute(
            "UPDATE session SET opened_at = now() WHERE id = $1", session.id
        )
        await actions.close(desk, session.id)
        assert (await store.session(desk, session.id)).opened_at is None
        ended = await actions.end(desk, session.id, ended=True)
        assert ended.ended_at
        with pytest.raises(AlreadyEnded):
            await actions.end(desk, session.id, ended=True)
        with pytest.raises(SessionEnded):
            await day.add(desk, session.id, NewSlots("12:00"))
        with pytest.raises(SessionEnded):
            await admission.open_room(desk, session.id)
        assert len(await grid.day(desk, session.id)) == 1, "what was is read on"
        await actions.end(desk, session.id, ended=False)
        await day.add(desk, session.id, NewSlots("12:00"))
    acts = await people.acts(session.id)
    assert acts == ["laid out", "closed the room of", "ended", "resumed"]


async def test_a_pasted_list_fills_the_free_slots_or_none(people: People) -> None:
    production = await people.production()
    async with people.desk() as desk:
        session = await session_in(desk, production, slots=3)
        one, *_ = await store.slots(desk, session.id)
        await put(desk, one, "Ana")
        text = "Ben, ben@actors.test\nAna, ana@actors.test\nChloe, chloe@actors.test"
        shown = await pasting.preview(desk, session.id, text)
        assert [(each.name, each.trouble) for each in shown] == [
            ("Ben", None), ("Ana", "here_already"), ("Chloe", None),
        ]  # fmt: skip
        chosen = [(each.slot_id, each.name, each.email) for each in shown if each.slot_id]
        placements = Placements(*map(list, zip(*chosen, strict=True)))
        await pasting.fill(desk, session.id, placements)
        assert [who for _, who in await names(desk, session)] == [["Ana"], ["Ben"], ["Chloe"]]
        assert await unsent(desk, session) == {"Ben": "new", "Chloe": "new"}
        with pytest.raises(SlotTaken):
            await pasting.fill(desk, session.id, placements)
        other = await session_in(desk, production, slots=1)
        with pytest.raises(SlotNotFound):
            await pasting.fill(desk, other.id, placements)
    async with people.desk(people.neighbour) as desk:
        with pytest.raises(SessionNotFound):
            await pasting.preview(desk, session.id, text)


async def test_who_watches_in_one_session_is_picked_for_another(people: People) -> None:
    production = await people.production()
    paula = WatcherInvitation("Paula", "Producer", "paula@studio.test")
    ruth = WatcherInvitation("Ruth", "Reader", "ruth@studio.test", "reader")
    async with people.desk() as desk:
        first = await session_in(desk, production, slots=1)
        for each in (paula, ruth):
            await invitations.invite_watcher(desk, first.id, each)
        second = await session_in(desk, production, slots=1)
        there = {each.name: each.id for each in await company.known(desk, second)}
        assert there.keys() == {"Paula", "Ruth"}
        (picked,) = await company.pick(desk, second.id, Picked([there["Ruth"]]))
        assert (picked.role, picked.session_id) == ("reader", second.id)
        assert [each.name for each in await company.known(desk, second)] == ["Paula"]
        assert await company.known(desk, first) == []
        with pytest.raises(GuestNotFound):
            await company.pick(desk, second.id, Picked([there["Ruth"]]))
    async with people.desk(people.neighbour) as desk:
        with pytest.raises(SessionNotFound):
            await company.pick(desk, second.id, Picked([there["Paula"]]))
