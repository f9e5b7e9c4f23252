"""Two records of one person become one, and are parted again exactly as they were."""

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import msgspec
import pytest

from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.merging import actions, store
from services.gateway.casting.talent.merging.model import (
    ChangedMeanwhile,
    MergedAgain,
    MergeNotFound,
    NewMerge,
    OnePerson,
    SharedSlot,
    TooLate,
)
from services.gateway.casting.talent.merging.moves import MOVES
from services.gateway.casting.talent.model import TalentNotFound
from shared.ids import new_id
from tests.integration.gateway.people import People

_TALENT = """INSERT INTO talent (id, name, email, email_as_typed, phone, skills, height_cm)
    VALUES ($1, $2, $3, $3, $4, $5, $6)"""
_PRODUCTION = """
INSERT INTO production (id, title, started_by) VALUES ('{p}', 'Hamlet', '{p}');
INSERT INTO role (id, production_id, name)
    VALUES ('{p}', '{p}', 'Ophelia'), ('{r}', '{p}', 'Gertrude');
INSERT INTO session (id, production_id, title, local_date, zone)
    VALUES ('{p}', '{p}', 'First', '2027-01-15', 'UTC');
INSERT INTO slot (id, session_id, position, kind, role_id, local_start, starts_at, minutes)
    VALUES ('{p}', '{p}', 1, 'audition', '{p}', '2027-01-15 10:00', '2027-01-15 10:00Z', 10),
        ('{r}', '{p}', 2, 'audition', '{r}', '2027-01-15 11:00', '2027-01-15 11:00Z', 10);
INSERT INTO rep (id, name) VALUES ('{p}', 'Rita'), ('{r}', 'Robin');
INSERT INTO representation (talent_id, rep_id)
    VALUES ('{kept}', '{p}'), ('{gone}', '{p}'), ('{gone}', '{r}');
INSERT INTO guardian (id, talent_id, name, email, email_as_typed)
    VALUES ('{p}', '{gone}', 'Gina', 'gina@x.test', 'gina@x.test');
INSERT INTO guest (id, session_id, slot_id, role, name, email, invited_by, talent_id)
    VALUES ('{p}', '{p}', '{p}', 'actor', 'Ana', 'ana@x.test', '{p}', '{gone}');
INSERT INTO candidate (id, production_id, role_id, talent_id, status) VALUES
    ('{kept}', '{p}', '{p}', '{kept}', 'auditioning'), ('{gone}', '{p}', '{p}', '{gone}', 'pinned'),
    ('{r}', '{p}', '{r}', '{gone}', 'considered');
INSERT INTO decision (id, candidate_id, production_id, kind, decided_by, decided_at) VALUES
    ('{kept}', '{kept}', '{p}', 'audition', '{p}', '2026-01-01Z'),
    ('{gone}', '{gone}', '{p}', 'pin', '{p}', '2026-02-01Z');
INSERT INTO answer (id, candidate_id, production_id, decision_id, status, written_by)
    VALUES ('{gone}', '{gone}', '{p}', '{gone}', 'sent', '{p}');
INSERT INTO slot_participant (slot_id, candidate_id, production_id, guest_id)
    VALUES ('{p}', '{gone}', '{p}', '{p}'), ('{r}', '{r}', '{p}', NULL);
INSERT INTO talent_note (id, talent_id, author_id, words, visibility)
    VALUES ('{p}', '{gone}', '{p}', 'Lovely', 'office');
INSERT INTO talent_availability (id, talent_id, first_day, last_day, state, source, stated_by)
    VALUES ('{p}', '{gone}', '2027-01-01', '2027-01-02', 'free', 'office', '{p}');
INSERT INTO talent_photo (id, talent_id, file_name, object_key, width, height, position) VALUES
    ('{kept}', '{kept}', 'a.jpg', 'a', 1, 1, 1), ('{gone}', '{gone}', 'b.jpg', 'b', 1, 1, 1),
    ('{r}', '{gone}', 'c.jpg', 'c', 1, 1, 2);
INSERT INTO guardian_agreement (id, talent_id, production_id, guardian_id, guardian_name,
    guardian_email, words, given_at, noted_by)
    VALUES ('{p}', '{gone}', '{p}', '{p}', 'Gina', 'gina@x.test', 'Yes', now(), '{p}');
INSERT INTO casting_record (id, talent_id, production, role, decisions, answers, considered_at)
    VALUES ('{p}', '{gone}', 'Macbeth', 'Banquo', '[]', '[]', now());
INSERT INTO talent_birth (talent_id, year, month, entered_by) VALUES ('{gone}', 2015, 5, '{p}');
"""
_REFER = """SELECT c.conrelid::regclass::text AS name FROM pg_constraint c
    WHERE c.contype = 'f' AND c.confrelid = ANY($1::regclass[])"""
# Which follow those that move, or say themselves what was merged.
_STAY = {
    *("talent_merge", "talent_likeness", "talent_uncompared", "talent_hold"),
}


class Two(NamedTuple):
    """Two records of one person in ours, with everything that hangs on them, and as many in the
    neighbour's."""

    people: People
    kept: UUID
    gone: UUID

    async def rows(self) -> dict[str, list[str]]:
        """Return all of ours but what says of merges, without the versions."""
        tables = await self.people.owner.fetch(
            "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()"
        )
        found = {}
        for table in {row["name"] for row in tables} - {
            "audit", "talent_merge", "talent_uncompared", "talent_likeness",
        }:  # fmt: skip
            rows = await self.people.owner.fetch(
                f"SELECT (to_jsonb(t) - 'version')::text AS row FROM \"{table}\" t"
            )
            found[table] = sorted(row["row"] for row in rows)
        return found

    async def wanted(self, **chosen: Any) -> NewMerge:
        versions = await self.people.owner.fetch(
            "SELECT id, version FROM talent WHERE id = ANY($1::uuid[])", [self.kept, self.gone]
        )
        found = {row["id"]: row["version"] for row in versions}
        return NewMerge(
            other_id=self.gone,
            version=found[self.kept],
            other_version=found[self.gone],
            **chosen,
        )

    async def merge(self, **chosen: Any) -> UUID:
        new = await self.wanted(**chosen)
        async with self.people.desk() as desk:
            return await actions.merge(desk, self.kept, new)


@pytest.fixture
async def two(people: People) -> Two:
    kept, gone, other = new_id(), new_id(), new_id()
    owner = people.owner
    await owner.execute(_TALENT, kept, "Ana Silva", "ana@x.test", "", ["Cello"], None)
    await owner.execute(_TALENT, gone, "Anna Silva", "anna@x.test", "12 34 567", ["Fencing"], 178)
    await owner.execute(_TALENT, other, "Ben", "ben@x.test", "", [], None)
    ids = {"p": new_id(), "r": new_id(), "kept": kept, "gone": gone}
    await owner.execute(_PRODUCTION.format(**ids))
    async with people.desk(people.neighbour) as desk:
        await desk.connection.execute(_TALENT, kept, "Ana Silva", "ana@x.test", "", [], None)
        await desk.connection.execute(_TALENT, gone, "Anna Silva", "anna@x.test", "", [], None)
    return Two(people, kept, gone)


async def test_everything_comes_to_who_is_kept(two: Two) -> None:
    await two.merge(name="other", skills="both")
    async with two.people.desk() as desk:
        found = await talent_store.talent(desk, two.gone)
        assert found.id == two.kept, "links to the one lead to the other"
        assert (found.name, found.email, found.phone) == ("Anna Silva", "ana@x.test", "12 34 567")
        assert (found.skills, found.height_cm) == (["Cello", "Fencing"], 178)
    owner = two.people.owner
    for table in (
        "guardian",
        "guest",
        "talent_note",
        "talent_availability",
        "talent_birth",
        "guardian_agreement",
    ):
        assert await owner.fetchval(f"SELECT talent_id FROM {table}") == two.kept, table
    reps = await owner.fetch("SELECT rep_id FROM representation WHERE talent_id = $1", two.kept)
    assert len(reps) == 2
    photos = await owner.fetch(
        "SELECT file_name FROM talent_photo WHERE talent_id = $1 ORDER BY position", two.kept
    )
    assert [row["file_name"] for row in photos] == ["a.jpg", "b.jpg", "c.jpg"]
    candidates = await owner.fetch(
        """SELECT c.id, c.status, c.deleted_at IS NOT NULL AS hidden,
            (SELECT array_agg(d.kind ORDER BY d.decided_at) FROM decision d
            WHERE d.candidate_id = c.id) AS decisions,
            (SELECT count(*) FROM slot_participant p WHERE p.candidate_id = c.id) AS slots,
            (SELECT count(*) FROM answer a WHERE a.candidate_id = c.id) AS answers
        FROM candidate c ORDER BY c.status, c.id"""
    )
    assert [tuple(row)[1:] for row in candidates] == [
        ("considered", False, None, 1, 0),
        ("pinned", False, ["audition", "pin"], 1, 1),
        ("pinned", True, None, 0, 0),
    ]


async def test_a_merge_taken_back_restores_everything_exactly(two: Two) -> None:
    before = await two.rows()
    merge_id = await two.merge(name="other", email="other", skills="other")
    assert await two.rows() != before
    async with two.people.desk() as desk:
        assert [each.gone_name for each in await store.merges(desk)] == ["Anna Silva"]
        await actions.undo(desk, merge_id)
        assert await store.merges(desk) == []
    after = await two.rows()
    assert {t: rows for t, rows in after.items() if rows != before[t]} == {}, "nothing differs"
    async with two.people.desk() as desk:
        with pytest.raises(MergedAgain):
            await actions.undo(desk, merge_id)
    acts = await two.people.owner.fetch("SELECT act FROM audit WHERE thing_id = $1", two.kept)
    assert {row["act"] for row in acts} == {f"merged {two.gone} into", f"parted {two.gone} from"}


async def test_what_was_changed_since_stays_when_a_merge_is_taken_back(two: Two) -> None:
    merge_id = await two.merge()
    owner = two.people.owner
    await owner.execute("UPDATE talent SET phone = '999' WHERE id = $1", two.kept)
    await owner.execute(
        """UPDATE candidate SET status = 'released', version = version + 1 WHERE id = $1""",
        two.kept,
    )
    async with two.people.desk() as desk:
        await actions.undo(desk, merge_id)
    kept = await owner.fetchrow("SELECT phone, height_cm FROM talent WHERE id = $1", two.kept)
    assert tuple(kept) == ("999", None)
    status = await owner.fetchval("SELECT status FROM candidate WHERE id = $1", two.kept)
    assert status == "released"


async def test_what_cannot_be_merged_is_refused(two: Two) -> None:
    wanted = await two.wanted()
    owner = two.people.owner
    async with two.people.desk() as desk:
        with pytest.raises(OnePerson):
            await actions.merge(desk, two.gone, wanted)
    async with two.people.desk() as desk:
        with pytest.raises(TalentNotFound):
            await actions.merge(desk, new_id(), wanted)
    older = msgspec.structs.replace(wanted, other_version=wanted.other_version - 1)
    async with two.people.desk() as desk:
        with pytest.raises(ChangedMeanwhile):
            await actions.merge(desk, two.kept, older)
    await owner.execute(
        """INSERT INTO slot_participant (slot_id, candidate_id, production_id)
        SELECT slot_id, $1, production_id FROM slot_participant LIMIT 1""",
        two.kept,
    )
    for _ in range(2):
        async with two.people.desk() as desk:
            with pytest.raises(SharedSlot):
                await actions.merge(desk, two.kept, wanted)
        await owner.execute("UPDATE role SET deleted_at = now()")  # and where it lies in the bin
    assert not await owner.fetchval("SELECT count(*) FROM talent_merge")


async def test_a_third_who_edits_meanwhile_is_not_overwritten(two: Two) -> None:
    """The merge waits for the edit, and sees it."""
    wanted = await two.wanted()
    owner = two.people.owner
    async with owner.transaction():
        await owner.execute("UPDATE talent SET version = version + 1 WHERE id = $1", two.gone)
        async with two.people.desk() as desk:
            await desk.connection.execute("SET LOCAL lock_timeout = '50ms'")
            with pytest.raises(asyncpg.LockNotAvailableError):
                await actions.both(desk, two.kept, two.gone)
    async with two.people.desk() as desk:
        with pytest.raises(ChangedMeanwhile):
            await actions.merge(desk, two.kept, wanted)


async def test_a_merge_is_taken_back_within_30_days_and_by_its_office(two: Two) -> None:
    await two.people.owner.execute(
        "INSERT INTO talent_birth (talent_id, year, month, entered_by) VALUES ($1, 2015, 6, $1)",
        two.kept,
    )
    merge_id = await two.merge()
    async with two.people.desk(two.people.neighbour) as desk:
        with pytest.raises(MergeNotFound):
            await actions.undo(desk, merge_id)
    async with two.people.desk() as desk:
        later = msgspec.structs.replace(desk, now=desk.now + timedelta(days=31))
        with pytest.raises(TooLate):
            await actions.undo(later, merge_id)
    async with two.people.desk() as desk:
        await store.forget(desk.connection, merge_id)
    gone = await two.people.owner.fetchrow(
        "SELECT name, email, merged_into FROM talent WHERE id = $1", two.gone
    )
    assert tuple(gone) == ("Merged", "", two.kept)
    born = await two.people.owner.fetch("SELECT talent_id FROM talent_birth")
    assert [row["talent_id"] for row in born] == [two.kept]


async def test_every_table_that_refers_to_somebody_is_thought_of(two: Two) -> None:
    owner = two.people.owner
    refer = {
        row["name"].rpartition(".")[2] for row in await owner.fetch(_REFER, ["talent", "candidate"])
    }
    assert refer - _STAY == {move.name for move in MOVES} - {"united", "guardian_agreement"}


async def test_decisions_move_between_merged_records_only(two: Two) -> None:
    """The functions work with their owner's rights, so they ask what they are given."""
    async with two.people.desk() as desk:
        assert not await desk.connection.fetch("SELECT unite_decisions($1, $2)", two.kept, two.gone)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await desk.connection.execute("UPDATE decision SET candidate_id = $1", two.kept)
