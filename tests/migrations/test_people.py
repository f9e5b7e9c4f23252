"""Guests and outcomes of the version before become talent, candidates, decisions and answers: those
that were there, and those that its processes write until they are gone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from shared import migrations
from shared.ids import AgencyId, new_id
from shared.tenancy import Connection, schema_of
from tests.migrated import PASSWORDS, databases
from tests.migrations.test_rollout import agency_of
from tests.migrations.test_version_before import left_behind

__all__ = ["left_behind"]

# Statements of the version before, as they were.
_INVITE = """INSERT INTO guest (id, session_id, slot_id, role, name, title, email, email_as_typed,
        token_hash, invited_by, invited_at, expires_at, client_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now(), now() + interval '9 days', $11)"""
_ANSWER = """INSERT INTO outcome (id, guest_id, slot_id, answer, message, decided_by,
        decided_at, leaves_at, mail_id)
    VALUES ($1, $2, $3, $4, $5, $6, now(), now() + interval '30 s', $7)
    ON CONFLICT (guest_id) DO NOTHING RETURNING true"""
_TAKE_BACK = "DELETE FROM outcome WHERE id = $1 RETURNING id"
_LAY_OUT = """INSERT INTO session (id, production_id, title, local_date, zone, preparation, rooms)
    VALUES ($1, $2, 'Second', '2027-02-01', 'Europe/London', '', 1)"""
_MEND = "UPDATE guest SET email = $2, email_as_typed = $3 WHERE id = $1"
SOMEBODY = UUID(int=7)


class Before:
    """An agency of the version before, as its gateway works there."""

    def __init__(self, tx: Connection, slots: list[UUID], session: UUID) -> None:
        self.tx = tx
        self.slots = slots
        self.session = session

    async def invite(self, name: str, email: str, slot: int = 0, **other: Any) -> UUID:
        guest = new_id()
        role = other.get("role", "actor")
        await self.tx.execute(
            _INVITE,
            guest,
            self.session,
            self.slots[slot] if role == "actor" else None,
            role,
            name,
            other.get("title", ""),
            email.lower(),
            email,
            guest.bytes,
            SOMEBODY,
            other.get("client"),
        )
        return guest

    async def answer(self, guest: UUID, answer: str, slot: int = 0) -> UUID | None:
        outcome = new_id()
        given = await self.tx.fetchval(
            _ANSWER, outcome, guest, self.slots[slot], answer, "Words", SOMEBODY, new_id()
        )
        return outcome if given else None

    async def value(self, sql: str, *values: Any) -> Any:
        return await self.tx.fetchval(sql, *values)


@asynccontextmanager
async def working(database: str, agency: AgencyId) -> AsyncIterator[Before]:
    """Open a transaction of an old gateway: what it may do there is what its role may."""
    async with databases(database, "gateway") as (gateway,), gateway.tenant(agency) as tx:
        session = await tx.fetchval("SELECT id FROM session")
        rows = await tx.fetch("SELECT id FROM slot WHERE kind = 'audition' ORDER BY position")
        yield Before(tx, [row["id"] for row in rows], session)


async def rows(database: str, agency: AgencyId, sql: str) -> list[Any]:
    owner = await asyncpg.connect(database)
    try:
        await owner.execute(f'SET search_path TO "{schema_of(agency)}"')
        return [tuple(row.values()) for row in await owner.fetch(sql)]
    finally:
        await owner.close()


@pytest.fixture
async def migrated(left_behind: str) -> tuple[str, AgencyId]:
    await migrations.migrate(left_behind, PASSWORDS)
    return left_behind, await agency_of(left_behind)


async def test_nobody_is_lost(migrated: tuple[str, AgencyId]) -> None:
    guests = await rows(
        *migrated,
        """SELECT g.role, g.name = coalesce(t.name, c.name, r.name), coalesce(t.email, c.email,
            r.email) = g.email
        FROM guest g LEFT JOIN talent t ON t.id = g.talent_id
        LEFT JOIN contact c ON c.id = g.contact_id LEFT JOIN rep r ON r.id = g.rep_id
        ORDER BY g.role""",
    )
    assert guests == [
        *(("actor", True, True) for _ in range(6)),
        ("decision_maker", True, True),
        ("guardian", None, None),
        ("reader", True, True),
        ("rep", True, True),
    ]
    names = await rows(
        *migrated,
        """SELECT t.name, f.name, r.name FROM representation p JOIN talent t ON t.id = p.talent_id
        JOIN rep r ON r.id = p.rep_id JOIN rep_firm f ON f.id = r.firm_id""",
    )
    assert [(firm, rep) for _, firm, rep in names] == [("Lake Talent", "Robin Lake")]


async def test_actors_are_candidates_of_their_slots_role(migrated: tuple[str, AgencyId]) -> None:
    found = await rows(
        *migrated,
        """SELECT t.name, r.name, c.production_id = r.production_id, count(p.*), c.status
        FROM candidate c JOIN talent t ON t.id = c.talent_id JOIN role r ON r.id = c.role_id
        JOIN slot_participant p ON p.candidate_id = c.id
        JOIN guest g ON g.id = p.guest_id AND g.talent_id = t.id AND g.slot_id = p.slot_id
        GROUP BY 1, 2, 3, 5 ORDER BY 1""",
    )
    assert len(found) == 6
    assert {row[1:4] for row in found} == {("Viola / Cesario", True, 1)}
    assert {row[0]: row[4] for row in found if row[4] != "auditioning"} == {
        "Ana Silva": "called_back",
        "李 小龍": "released",
    }


async def test_outcomes_are_decisions_that_were_told(migrated: tuple[str, AgencyId]) -> None:
    found = await rows(
        *migrated,
        """SELECT d.kind, d.id = o.id, d.decided_by = o.decided_by, d.decided_at = o.decided_at,
            a.message = o.message, a.status, a.mail_id IS NOT DISTINCT FROM o.mail_id,
            a.leaves_at IS NOT DISTINCT FROM o.leaves_at, c.status
        FROM outcome o JOIN answer a ON a.id = o.id JOIN decision d ON d.id = a.decision_id
        JOIN candidate c ON c.id = a.candidate_id ORDER BY d.kind""",
    )
    assert [(kind, status) for kind, *_, status in found] == [
        ("callback", "called_back"),
        ("release", "released"),
    ]
    assert all(all(row[1:5]) and row[6] and row[7] for row in found)
    assert {row[5] for row in found} <= {"waiting", "sent"}


async def test_sessions_are_in_their_productions_first_round(
    migrated: tuple[str, AgencyId],
) -> None:
    found = await rows(
        *migrated,
        """SELECT r.title, r.kind, r.position FROM session s JOIN round r ON r.id = s.round_id
        WHERE r.production_id = s.production_id""",
    )
    assert found == [("First round", "audition", 1)]


async def test_what_an_old_process_writes_arrives(migrated: tuple[str, AgencyId]) -> None:
    async with working(*migrated) as old:
        guest = await old.invite("zoe thorsdottir", "New@Actors.test", slot=7)
        again = await old.invite("Zoë Þórsdóttir", "new@actors.test", slot=6)
        sibling = await old.invite("Ada Thorsdottir", "new@actors.test", slot=5)
        rep = await old.invite("Rita", "rita@reps.test", role="rep", title="Firm", client=guest)
        watcher = await old.invite("Paul", "paul@films.test", role="reader", title="Reader")
        talent = "SELECT talent_id FROM guest WHERE id = $1"
        assert await old.value(talent, guest) != await old.value(talent, sibling)
        assert await old.value(
            """SELECT count(DISTINCT c.id) FROM slot_participant p
            JOIN candidate c ON c.id = p.candidate_id WHERE p.guest_id = ANY($1::uuid[])""",
            [guest, again],
        ) in {1, 2}
        assert await old.value(
            "SELECT true FROM representation WHERE rep_id = (SELECT rep_id FROM guest"
            " WHERE id = $1)",
            rep,
        )
        assert await old.value("SELECT contact_id FROM guest WHERE id = $1", watcher) == watcher
        await old.tx.execute(_MEND, guest, "mended@actors.test", "Mended@actors.test")
        assert (
            await old.value("SELECT email FROM talent WHERE id = $1", guest) == "mended@actors.test"
        )
        session = new_id()
        production = await old.value("SELECT id FROM production")
        await old.tx.execute(_LAY_OUT, session, production)
        assert await old.value("SELECT round_id IS NOT NULL FROM session WHERE id = $1", session)


async def test_who_has_the_same_name_but_for_accents_is_one(
    migrated: tuple[str, AgencyId],
) -> None:
    async with working(*migrated) as old:
        one = await old.invite("José Núñez", "jose@actors.test", slot=6)
        other = await old.invite("JOSE NUNEZ", "jose@actors.test", slot=7)
        found = await old.tx.fetch(
            "SELECT DISTINCT talent_id FROM guest WHERE id = ANY($1::uuid[])", [one, other]
        )
        assert [row["talent_id"] for row in found] == [one]


async def test_what_an_old_process_answers_and_takes_back_arrives(
    migrated: tuple[str, AgencyId],
) -> None:
    async with working(*migrated) as old:
        guest = await old.invite("Ida", "ida@actors.test", slot=6)
        for answer, kind, status in (
            ("hold", "pin", "pinned"),
            ("offer", "choose", "chosen"),
            ("release", "release", "released"),
        ):
            outcome = await old.answer(guest, answer, slot=6)
            row = await old.tx.fetchrow(
                """SELECT d.kind, a.status AS told, c.status FROM answer a
                JOIN decision d ON d.id = a.decision_id JOIN candidate c ON c.id = a.candidate_id
                WHERE a.id = $1""",
                outcome,
            )
            assert row
            assert tuple(row.values()) == (kind, "waiting", status)
            assert await old.answer(guest, answer, slot=6) is None, "it answers once"
            assert await old.value(_TAKE_BACK, outcome) == outcome
            assert await old.value("SELECT count(*) FROM answer WHERE id = $1", outcome) == 0


async def test_what_is_answered_now_an_old_process_sees_as_answered(
    migrated: tuple[str, AgencyId],
) -> None:
    async with working(*migrated) as old:
        guest = await old.invite("Ida", "ida@actors.test", slot=6)
        candidate = await old.value(
            "SELECT candidate_id FROM slot_participant WHERE guest_id = $1", guest
        )
        answer, decision = new_id(), new_id()
        await old.tx.execute(
            """INSERT INTO decision (id, candidate_id, production_id, kind, decided_by)
            SELECT $1, id, production_id, 'pin', $3 FROM candidate WHERE id = $2""",
            decision,
            candidate,
            SOMEBODY,
        )
        await old.tx.execute(
            """INSERT INTO answer (id, candidate_id, production_id, decision_id, status,
                written_by, leaves_at)
            SELECT $1, candidate_id, production_id, id, 'draft', $3, NULL
            FROM decision WHERE id = $2""",
            answer,
            decision,
            SOMEBODY,
        )
        seen = "SELECT answer FROM outcome WHERE guest_id = $1"
        assert await old.value(seen, guest) is None
        await old.tx.execute("UPDATE answer SET status = 'waiting' WHERE id = $1", answer)
        assert await old.value(seen, guest) == "hold"
        assert await old.answer(guest, "release", slot=6) is None
        await old.tx.execute("UPDATE answer SET status = 'draft' WHERE id = $1", answer)
        assert await old.value(seen, guest) is None
        await old.tx.execute("UPDATE answer SET status = 'waiting' WHERE id = $1", answer)
        assert await old.value(_TAKE_BACK, answer) == answer
        assert await old.value("SELECT count(*) FROM answer WHERE id = $1", answer) == 0


async def test_the_erased_are_not_one_person(left_behind: str) -> None:
    agency = await agency_of(left_behind)
    erased = """UPDATE guest SET name = 'Erased', email = 'erased@erased.invalid'
        WHERE id IN (SELECT id FROM guest WHERE role = 'actor' LIMIT 2)"""
    await rows(left_behind, agency, erased)
    await migrations.migrate(left_behind, PASSWORDS)
    found = await rows(left_behind, agency, "SELECT id FROM talent WHERE name = 'Erased'")
    assert len(found) == 2


async def test_then_nobody_writes_as_before(migrated: tuple[str, AgencyId]) -> None:
    await migrations.migrate(migrated[0], PASSWORDS, contract=True)
    async with working(*migrated) as old:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await old.answer(new_id(), "hold")
