"""What somebody was considered for in all productions, and what is kept of those that are gone."""

from datetime import datetime
from uuid import UUID

import msgspec

from services.gateway.casting.candidates import store
from services.gateway.casting.candidates.model import Candidate, Decision, Kind
from services.gateway.casting.talent import store as talent_store
from services.gateway.web.desk import Office
from shared.ids import CandidateId, ProductionId, RoleId, TakeId


class SeenTake(msgspec.Struct, frozen=True):
    """A take in which somebody was recorded as a candidate."""

    id: TakeId
    candidate_id: CandidateId
    scene: str
    number: int


class Considered(msgspec.Struct, frozen=True):
    """Somebody in one production. `takes` are those that may be watched from elsewhere: all where
    the person chose to keep them for other parts, else none; `seen_takes` says how many there
    are."""

    candidate: Candidate
    production: str
    decisions: list[Decision]
    seen_takes: int
    takes: list[SeenTake]


class Step(msgspec.Struct, frozen=True):
    """A decision or an answer of a record."""

    kind: Kind
    at: datetime


class CastingRecord(msgspec.Struct, frozen=True):
    """What stays of a candidate whose production was deleted, for the office's retention."""

    id: CandidateId
    production: str
    role: str
    decisions: list[Step]
    answers: list[Step]
    considered_at: datetime
    ended_at: datetime


class Part(msgspec.Struct, frozen=True):
    """A role of a production that is cast now."""

    id: RoleId
    name: str
    production: str


class History(msgspec.Struct, frozen=True):
    """All that an office knows of somebody's castings."""

    considered: list[Considered]
    records: list[CastingRecord]


async def considered(office: Office, talent_id: UUID) -> list[Considered]:
    """Return the productions in which somebody is a candidate, the newest first."""
    candidates = await store.of_talent(office, talent_id)
    ids = [each.id for each in candidates]
    titles = await _titles(office, [each.production_id for each in candidates])
    decisions = await store.decisions(office, ids)
    takes, kept = (
        await _takes(office, talent_id, ids),
        await talent_store.kept_until(office, talent_id),
    )
    return [
        Considered(
            each,
            titles[each.production_id],
            [decision for decision in decisions if decision.candidate_id == each.id],
            sum(take.candidate_id == each.id for take in takes),
            [take for take in takes if take.candidate_id == each.id] if kept else [],
        )
        for each in candidates
    ]


async def records(office: Office, talent_id: UUID) -> list[CastingRecord]:
    """Return what is kept of deleted productions, the last first. Who sees only some productions
    sees none of those that are gone."""
    rows = await office.connection.fetch(
        """SELECT id, production, role, decisions, answers, considered_at, ended_at
        FROM casting_record WHERE talent_id = $1 ORDER BY ended_at DESC, id LIMIT 500""",
        talent_id,
    )
    return [msgspec.convert(dict(row), CastingRecord) for row in rows]


async def _titles(office: Office, production_ids: list[ProductionId]) -> dict[ProductionId, str]:
    rows = await office.connection.fetch(
        "SELECT id, title FROM production WHERE id = ANY($1::uuid[])", production_ids
    )
    return {row["id"]: row["title"] for row in rows}


async def _takes(
    office: Office, talent_id: UUID, candidate_ids: list[CandidateId]
) -> list[SeenTake]:
    rows = await office.connection.fetch(
        """SELECT DISTINCT k.id, p.candidate_id, k.scene, k.number, k.started_at
        FROM slot_participant p JOIN guest g ON g.slot_id = p.slot_id AND g.talent_id = $1
        JOIN candidate c ON c.id = p.candidate_id
        JOIN shown_take k ON k.session_id = g.session_id
        JOIN rooms_recording_v1 r ON r.take_id = k.id AND r.who = 'guest:' || g.id
        WHERE p.candidate_id = ANY($2::uuid[]) ORDER BY k.started_at, k.id LIMIT 1000""",
        talent_id,
        candidate_ids,
    )
    return [SeenTake(row["id"], row["candidate_id"], row["scene"], row["number"]) for row in rows]


async def open_parts(office: Office, talent_id: UUID) -> list[Part]:
    """Return the roles of productions that are cast now, for which somebody is not considered.
    What is archived is not cast."""
    rows = await office.connection.fetch(
        """SELECT r.id, r.name, p.title AS production
        FROM role r JOIN production p ON p.id = r.production_id AND p.wrapped_at IS NULL
            AND p.archived_at IS NULL
        WHERE r.archived_at IS NULL AND NOT EXISTS (SELECT FROM candidate c
            WHERE c.role_id = r.id AND c.talent_id = $1 AND c.deleted_at IS NULL)
        ORDER BY p.started_at DESC, r.added_at, r.id LIMIT 200""",
        talent_id,
    )
    return [Part(**row) for row in rows]
