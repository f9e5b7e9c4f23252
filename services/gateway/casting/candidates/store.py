"""Candidates and their decisions, of the agency whose transaction it is."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.candidates.model import (
    Candidate,
    CandidateChanged,
    CandidateNotFound,
    Decision,
    Kind,
    Status,
    TheirRep,
    Through,
)
from services.gateway.web.desk import Office
from shared.ids import CandidateId, RoleId, TalentId


async def find_or_add(
    office: Office, role_id: RoleId, talent_id: TalentId, new: CandidateId, added_by: UUID | None
) -> str | None:
    """Have talent considered for a role; return what was done by that, as the log says it: they
    were added, or taken out of the bin. None where they are a candidate already."""
    done: str | None = await office.connection.fetchval(
        """WITH binned AS (SELECT id FROM candidate
            WHERE role_id = $2 AND talent_id = $3 AND deleted_at IS NOT NULL)
        INSERT INTO candidate (id, production_id, role_id, talent_id, added_by, added_at)
        SELECT $1, production_id, id, $3, $4, $5 FROM role WHERE id = $2
        ON CONFLICT (role_id, talent_id) DO UPDATE SET deleted_at = NULL
        RETURNING CASE WHEN id = $1 THEN 'considered'
            WHEN EXISTS (SELECT FROM binned) THEN 'restored' END""",
        new,
        role_id,
        talent_id,
        added_by,
        office.now,
    )
    return done


async def candidate(office: Office, candidate_id: UUID) -> Candidate:
    """Raises CandidateNotFound."""
    found = await several(office, [candidate_id])
    if not found:
        raise CandidateNotFound
    return found[0]


async def several(office: Office, candidate_ids: Sequence[UUID]) -> list[Candidate]:
    """Return those of some candidates that there are."""
    rows = await office.connection.fetch(
        """SELECT c.id, c.production_id, c.role_id, r.name AS role_name, c.talent_id, t.name,
            c.status, c.round_id, c.told_through, c.rep_id, c.version, c.added_at
        FROM candidate c JOIN role r ON r.id = c.role_id JOIN talent t ON t.id = c.talent_id
        WHERE c.id = ANY($1::uuid[]) AND c.deleted_at IS NULL
        ORDER BY c.added_at, c.id""",
        candidate_ids,
    )
    return [Candidate(**row) for row in rows]


async def of(office: Office, role_id: UUID, talent_id: UUID) -> Candidate:
    """Raises CandidateNotFound."""
    found: UUID | None = await office.connection.fetchval(
        "SELECT id FROM candidate WHERE role_id = $1 AND talent_id = $2", role_id, talent_id
    )
    if found is None:
        raise CandidateNotFound
    return await candidate(office, found)


async def of_talent(office: Office, talent_id: UUID) -> list[Candidate]:
    """Return what somebody is or was considered for, the newest first."""
    rows = await office.connection.fetch(
        """SELECT c.id, c.production_id, c.role_id, r.name AS role_name, c.talent_id, t.name,
            c.status, c.round_id, c.told_through, c.rep_id, c.version, c.added_at
        FROM candidate c JOIN role r ON r.id = c.role_id JOIN talent t ON t.id = c.talent_id
        WHERE c.talent_id = $1 AND c.deleted_at IS NULL
        ORDER BY c.added_at DESC, c.id DESC LIMIT 500""",
        talent_id,
    )
    return [Candidate(**row) for row in rows]


async def add_decisions(
    office: Office, made: Sequence[Decision], were: Sequence[Candidate], status: Status
) -> None:
    """Add one decision on each of some candidates, and let them be what it makes of them, in one
    place.

    Raises:
        CandidateChanged: one of them is not any more as the decision was made on.
    """
    moved = await office.connection.fetch(
        """UPDATE candidate c SET status = $4, version = c.version + 1,
            round_id = coalesce($5, c.round_id)
        FROM unnest($1::uuid[], $2::text[], $3::int[]) AS was (id, status, version)
        WHERE c.id = was.id AND c.status = was.status AND c.version = was.version
        RETURNING c.id""",
        [each.id for each in were],
        [each.status for each in were],
        [each.version for each in were],
        status,
        made[0].round_id if made else None,
    )
    if len(moved) < len(were):
        raise CandidateChanged
    await office.connection.executemany(
        """INSERT INTO decision (id, candidate_id, production_id, kind, round_id, note, decided_by,
            decided_at)
        SELECT $1, id, production_id, $3, $4, $5, $6, $7 FROM candidate WHERE id = $2""",
        [
            (d.id, d.candidate_id, d.kind, d.round_id, d.note, d.decided_by, d.decided_at)
            for d in made
        ],
    )


async def decisions(office: Office, candidate_ids: Sequence[UUID]) -> list[Decision]:
    """Return all decisions on some candidates that were looked up, the newest first."""
    rows = await office.connection.fetch(
        """SELECT id, candidate_id, kind, round_id, note, decided_by, decided_at FROM decision
        WHERE candidate_id = ANY($1::uuid[]) ORDER BY decided_at DESC, id DESC""",
        candidate_ids,
    )
    return [Decision(**row) for row in rows]


async def newest_decision(office: Office, candidate_id: UUID, kind: Kind) -> Decision | None:
    """Return the newest decision on a candidate; None where it is of another kind."""
    found = await decisions(office, [candidate_id])
    return found[0] if found and found[0].kind == kind else None


async def is_round_of(office: Office, round_id: UUID, production_id: UUID) -> bool:
    return bool(
        await office.connection.fetchval(
            "SELECT true FROM round WHERE id = $1 AND production_id = $2", round_id, production_id
        )
    )


async def reps(office: Office, talent_id: UUID) -> list[TheirRep]:
    """Return who represents talent that was looked up."""
    rows = await office.connection.fetch(
        """SELECT r.id, r.name FROM representation p JOIN rep r ON r.id = p.rep_id
        WHERE p.talent_id = $1 AND p.ended_at IS NULL AND r.deleted_at IS NULL
        ORDER BY r.name, r.id""",
        talent_id,
    )
    return [TheirRep(**row) for row in rows]


async def tell_through(office: Office, candidate_id: UUID, through: Through) -> None:
    """Raises CandidateChanged."""
    changed = await office.connection.fetchval(
        """UPDATE candidate SET told_through = $3, rep_id = $4, version = version + 1
        WHERE id = $1 AND version = $2 RETURNING true""",
        candidate_id,
        through.version,
        through.told_through,
        through.rep_id,
    )
    if not changed:
        raise CandidateChanged
