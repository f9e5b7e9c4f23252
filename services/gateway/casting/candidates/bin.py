"""Candidates in the bin: deleted there, restored, and removed for good."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.candidates import store
from services.gateway.casting.candidates.model import (
    Candidate,
    CandidateInvited,
    CandidateNotFound,
    OwnersDeleteCandidates,
)
from services.gateway.casting.productions import store as productions
from services.gateway.platform import audit
from services.gateway.platform.bin.model import KEPT_DAYS, Binned
from services.gateway.web import urls
from services.gateway.web.desk import Desk, Office
from services.gateway.web.permissions import Permission
from shared.ids import AgencyId
from shared.lines import isolated
from shared.tenancy import Connection
from shared.texts import gettext_noop


async def delete(desk: Desk, candidate_id: UUID) -> Candidate:
    """Put a candidate into the bin, with what was decided on them.

    Raises:
        CandidateNotFound, ReadOnly
        CandidateInvited: a session is still to come.
        OwnersDeleteCandidates: they were recorded, or were sent an answer.
    """
    candidate = await store.candidate(desk, candidate_id)
    await productions.changeable(desk, candidate.production_id)
    if await _is_invited(desk, candidate):
        raise CandidateInvited
    if desk.role != "owner" and await _has_takes_or_answers(desk, candidate):
        raise OwnersDeleteCandidates
    await desk.connection.execute(
        "UPDATE candidate SET deleted_at = $2, version = version + 1 WHERE id = $1",
        candidate.id,
        desk.now,
    )
    await audit.note(desk, desk.who, "deleted", "candidate", candidate.id)
    return candidate


async def doubts(desk: Desk, candidate: Candidate) -> list[str]:
    """Say what is deleted with a candidate."""
    decided = len(await store.decisions(desk, [candidate.id]))
    what = f"{isolated(candidate.name)} is considered for {isolated(candidate.role_name)} no more"
    if decided:
        what += f", and {decided} decision{'s' if decided != 1 else ''} on them hidden"
    return [f"{what}. For {KEPT_DAYS} days that can be restored."]


async def _is_invited(office: Office, candidate: Candidate) -> bool:
    return bool(
        await office.connection.fetchval(
            """SELECT EXISTS (SELECT FROM slot_participant p JOIN slot s ON s.id = p.slot_id
                JOIN access_link l ON l.guest_id = p.guest_id AND l.revoked_at IS NULL
                WHERE p.candidate_id = $1 AND s.starts_at > $2)""",
            candidate.id,
            office.now,
        )
    )


async def _has_takes_or_answers(office: Office, candidate: Candidate) -> bool:
    return bool(
        await office.connection.fetchval(
            """SELECT EXISTS (SELECT FROM answer WHERE candidate_id = $1 AND status = 'sent')
            OR EXISTS (SELECT FROM rooms_recording_v1 WHERE candidate_id = $1)""",
            candidate.id,
        )
    )


async def restore(desk: Desk, candidate_id: UUID) -> str:
    """Raises CandidateNotFound."""
    if not await desk.connection.fetchval(
        """UPDATE candidate SET deleted_at = NULL, version = version + 1
        WHERE id = $1 AND deleted_at IS NOT NULL RETURNING true""",
        candidate_id,
    ):
        raise CandidateNotFound
    await audit.note(desk, desk.who, "restored", "candidate", candidate_id)
    return urls.candidate(candidate_id)


async def remove(connection: Connection, _: AgencyId, candidate_id: UUID) -> Sequence[str]:
    await connection.execute("SELECT forget_candidate($1)", candidate_id)
    return ()


BINNED: Sequence[Binned] = (
    Binned("candidate", gettext_noop("candidate"), Permission.CAST, restore, remove),
)
