"""Sessions, takes, candidates, rounds in the bin: hidden with what hangs on them, then removed."""

from uuid import UUID

import pytest

from services.gateway.binned import KINDS
from services.gateway.casting.auditions import store as auditions
from services.gateway.casting.auditions.deleting import actions as sessions
from services.gateway.casting.auditions.deleting.model import (
    OwnersDeleteSessions,
    RoleInBin,
    RoomsInUse,
)
from services.gateway.casting.auditions.guests import store as guests
from services.gateway.casting.auditions.model import SessionNotFound, SlotNotFound
from services.gateway.casting.candidates import actions as candidate_actions
from services.gateway.casting.candidates import bin as candidates
from services.gateway.casting.candidates import store as candidate_store
from services.gateway.casting.candidates.model import CandidateInvited, CandidateNotFound
from services.gateway.casting.candidates.rounds import actions as rounds
from services.gateway.casting.candidates.rounds import store as round_store
from services.gateway.casting.candidates.rounds.model import NewRound, RoundInUse
from services.gateway.casting.evaluations import bin as takes
from services.gateway.casting.evaluations import store as take_store
from services.gateway.casting.evaluations.model import (
    OwnersDeleteTakes,
    RecordingNotFound,
    TakeNotFound,
)
from services.gateway.casting.lifecycle import actions as lifecycle
from services.gateway.casting.productions import store as productions
from services.gateway.casting.roles import actions as roles
from services.gateway.casting.roles.model import RoleInSessions
from services.gateway.platform.bin import actions
from shared.ids import new_id
from tests.integration.gateway.people import People
from tests.integration.gateway.test_bin import emptied, names


class Seen:
    """A production with a session in which its only candidate was recorded."""

    def __init__(self, production: UUID, candidate: UUID) -> None:
        self.production, self.candidate = production, candidate
        self.session, self.slot, self.guest, self.take = (new_id() for _ in range(4))


async def seen(people: People) -> Seen:
    ana = await people.talent("Ana Silva")
    production = await people.production(ana)
    found = Seen(production, await people.owner.fetchval("SELECT id FROM candidate"))
    role = await people.owner.fetchval("SELECT id FROM role")
    await people.owner.execute(
        f"""INSERT INTO session (id, production_id, title, local_date, zone)
            VALUES ('{found.session}', '{production}', 'Monday', current_date + 2, 'UTC');
        INSERT INTO slot (id, session_id, position, kind, role_id, local_start, starts_at, minutes)
            VALUES ('{found.slot}', '{found.session}', 1, 'audition', '{role}', now(),
                now() + interval '2 days', 15);
        INSERT INTO guest (id, session_id, slot_id, role, name, email, invited_by, talent_id)
            VALUES ('{found.guest}', '{found.session}', '{found.slot}', 'actor', 'Ana Silva',
                'ana@actors.test', '{ana}', '{ana}');
        INSERT INTO access_link (id, token_hash, scope, guest_id, production_id, expires_at)
            VALUES ('{found.guest}', '{found.guest}', 'invitation', '{found.guest}',
                '{production}', now() + interval '9 days');
        INSERT INTO mail_record (id, kind, recipient, thing, thing_id, production_id, subject)
            VALUES ('{found.guest}', 'invitation', 'ana@actors.test', 'guest', '{found.guest}',
                '{production}', 'Come');
        INSERT INTO slot_participant (slot_id, candidate_id, production_id, guest_id)
            VALUES ('{found.slot}', '{found.candidate}', '{production}', '{found.guest}');
        INSERT INTO visit (id, session_id, production_id, place, who, name, title, role, ended_at)
            VALUES ('{found.guest}', '{found.session}', '{production}', 'stage',
                'guest:{found.guest}', 'Ana Silva', '', 'actor', now());
        INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number, phase,
                started_by, started_at, stopped_at, fence)
            VALUES ('{found.take}', '{found.session}', '{production}', '{role}', 'Miranda', '1', 1,
                'finished', 'person:x', now(), now(), 1);
        INSERT INTO recording (id, take_id, who, name, started_at, object_key, candidate_id)
            VALUES ('{found.take}', '{found.take}', 'guest:{found.guest}', 'Ana Silva', now(), 'x',
                '{found.candidate}')"""
    )
    return found


async def test_a_deleted_session_is_hidden_with_its_slots_links_and_takes(people: People) -> None:
    there = await seen(people)
    async with people.desk(role="associate") as desk:
        with pytest.raises(OwnersDeleteSessions):
            await sessions.delete(desk, there.session)
    await people.owner.execute("UPDATE visit SET ended_at = NULL")
    async with people.desk() as desk:
        with pytest.raises(RoomsInUse):
            await sessions.delete(desk, there.session)
    await people.owner.execute("UPDATE visit SET ended_at = now()")
    async with people.desk() as desk:
        said = await sessions.doubts(desk, await auditions.session(desk, there.session))
        assert "with 1 take" in said[0]
        assert "1 person is invited" in said[1]
        await sessions.delete(desk, there.session)
    async with people.desk() as desk:
        for looked_up in (auditions.session, auditions.changeable):
            with pytest.raises(SessionNotFound):
                await looked_up(desk, there.session)
        with pytest.raises(SlotNotFound):
            await auditions.slot(desk, there.slot)
        with pytest.raises(TakeNotFound):
            await take_store.take(desk, there.take)
        with pytest.raises(RecordingNotFound):
            await take_store.recording(desk, there.take)
        assert await guests.guests(desk, there.session) == []
        assert await auditions.sessions(desk, there.production) == []
        assert await names(desk) == ["Monday"]
        miranda = (await productions.roles(desk, there.production))[0]
        await roles.delete(desk, miranda.id)
    async with people.desk() as desk:
        with pytest.raises(RoleInBin):
            await actions.restore(desk, KINDS, "session", there.session)
    async with people.desk() as desk:
        await actions.restore(desk, KINDS, "role", miranda.id)
        await actions.restore(desk, KINDS, "session", there.session)
        assert (await take_store.take(desk, there.take)).scene == "1"
        with pytest.raises(RoleInSessions):
            await roles.delete(desk, miranda.id)
        await sessions.delete(desk, there.session)
    async with emptied(people, "session"):
        for table in (
            "session", "slot", "guest", "access_link", "slot_participant", "mail_record",
        ):  # fmt: skip
            assert await people.owner.fetchval(f"SELECT count(*) FROM {table}") == 0
    assert len(await people.facts("auditions.session_deleted.v1")) == 1
    assert await people.owner.fetchval("SELECT count(*) FROM candidate") == 1


async def test_a_deleted_take_is_not_played_until_it_is_restored(people: People) -> None:
    there = await seen(people)
    async with people.desk(role="associate") as desk:
        with pytest.raises(OwnersDeleteTakes):
            await takes.delete(desk, there.take)
    async with people.desk() as desk:
        await takes.delete(desk, there.take)
        assert await take_store.takes(desk, there.session) == []
        with pytest.raises(RecordingNotFound):
            await take_store.recording(desk, there.take)
        assert await names(desk) == ["Miranda, 1, take 1"]
        await actions.restore(desk, KINDS, "take", there.take)
        assert len(await take_store.takes(desk, there.session)) == 1
        await takes.delete(desk, there.take)
    async with emptied(people, "deleted_take"):
        assert await people.owner.fetchval("SELECT count(*) FROM deleted_take") == 0
    assert len(await people.facts("evaluations.take_deleted.v1")) == 1
    assert await people.acts(there.take) == ["deleted", "restored", "deleted", "removed"]


async def test_who_is_on_legal_hold_keeps_what_they_were_recorded_in(people: People) -> None:
    there = await seen(people)
    await people.owner.execute(
        "INSERT INTO talent_hold (talent_id, reason, held_by) SELECT id, 'A claim', id FROM talent"
    )
    async with people.desk() as desk:
        await sessions.delete(desk, there.session)
    async with emptied(people, "session"):
        assert await people.owner.fetchval("SELECT count(*) FROM session") == 1
    await people.owner.execute("DELETE FROM decision; DELETE FROM slot_participant")
    await people.owner.execute("DELETE FROM candidate")  # a guest of the session is held, too
    async with people.desk() as desk:
        await lifecycle.delete(desk, there.production)
    async with emptied(people, "production"):
        assert await people.owner.fetchval("SELECT count(*) FROM production") == 1


async def test_a_candidate_is_deleted_unless_they_are_to_come(people: People) -> None:
    there = await seen(people)
    async with people.desk() as desk:
        with pytest.raises(CandidateInvited):
            await candidates.delete(desk, there.candidate)
        await sessions.delete(desk, there.session)
        await candidates.delete(desk, there.candidate)
        with pytest.raises(CandidateNotFound):
            await candidate_store.candidate(desk, there.candidate)
        assert await names(desk, kind="candidate") == ["Ana Silva, Miranda"]
    async with people.desk(people.neighbour) as theirs:
        assert await names(theirs) == []
    async with people.desk() as desk:
        await actions.restore(desk, KINDS, "candidate", there.candidate)
        back = await candidate_store.candidate(desk, there.candidate)
        assert back.name == "Ana Silva"
        await candidates.delete(desk, there.candidate)
        again = await candidate_actions.consider(desk, back.role_id, back.talent_id)
        assert again.id == there.candidate
        await candidates.delete(desk, there.candidate)
    async with emptied(people, "candidate"):
        assert await people.owner.fetchval("SELECT count(*) FROM candidate") == 0
    assert await people.acts(there.candidate) == [
        "deleted", "restored", "deleted", "restored", "deleted", "removed",
    ]  # fmt: skip


async def test_a_round_comes_back_as_the_last_one(people: People) -> None:
    production = await people.production()
    async with people.desk() as desk:
        made = [
            await rounds.add(desk, production, NewRound("callback", title))
            for title in ("First", "Second", "Third")
        ]
        await rounds.delete(desk, made[0].id)
        assert await names(desk, kind="round") == ["First"]
        await actions.restore(desk, KINDS, "round", made[0].id)
        found = await round_store.rounds(desk, production)
        assert [(each.title, each.position) for each in found] == [
            ("Second", 1), ("Third", 2), ("First", 3),
        ]  # fmt: skip
        await rounds.delete(desk, made[0].id)
    async with emptied(people, "round"):
        assert await people.owner.fetchval("SELECT count(*) FROM round") == 2


async def test_a_round_is_not_empty_while_its_session_may_come_back(people: People) -> None:
    there = await seen(people)
    async with people.desk() as desk:
        made = await rounds.add(desk, there.production, NewRound("callback", "Callbacks"))
    await people.owner.execute("UPDATE session SET round_id = $1", made.id)
    async with people.desk() as desk:
        await sessions.delete(desk, there.session)
        with pytest.raises(RoundInUse):
            await rounds.delete(desk, made.id)
