"""Has talent considered for roles, and decides on them. A decision tells nobody."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.candidates import lists, store
from services.gateway.casting.candidates.model import (
    ALLOWED,
    MAKES,
    Candidate,
    CandidateChanged,
    Decision,
    Kind,
    NewDecision,
    NewDecisions,
    RepNotTheirs,
    StepNotAllowed,
    Through,
)
from services.gateway.casting.candidates.rounds.model import RoundNotFound
from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import store as talent_store
from services.gateway.platform import audit
from services.gateway.web import listing
from services.gateway.web.desk import Desk
from shared.bus import outbox
from shared.errors import Invalid
from shared.events.gateway import DecisionMade
from shared.ids import CandidateId, DecisionId, ProductionId, RoundId, TalentId, new_id


async def consider(desk: Desk, role_id: UUID, talent_id: UUID) -> Candidate:
    """Have talent considered for a role; who is already stays as they are, and who was deleted is
    restored with what was decided.

    Raises:
        RoleNotFound, TalentNotFound, ReadOnly
    """
    role = await productions.role(desk, role_id)
    await productions.changeable(desk, role.production_id)
    talent = await talent_store.talent(desk, talent_id)
    new = CandidateId(new_id())
    done = await store.find_or_add(desk, role.id, talent.id, new, desk.person.id)
    candidate = await store.of(desk, role.id, talent.id)
    if done:
        await audit.note(desk, desk.who, done, "candidate", candidate.id)
    return candidate


async def consider_named(desk: Desk, role_id: UUID, name: str) -> Candidate:
    """Have talent considered for a role whom the office knows by a name.

    Raises:
        RoleNotFound, ReadOnly
        Invalid: nobody is called so, or several are.
    """
    role = await productions.role(desk, role_id)
    called = await talent_store.named(desk, name)
    if not called:
        raise Invalid(name="Nobody whom you see is called this. Add them under Talent first.")
    if len(called) > 1:
        raise Invalid(name="Several are called this. Choose the part on the page of the right one.")
    return await consider(desk, role.id, called[0])


async def invited(desk: Desk, role_id: UUID, talent_id: TalentId) -> Candidate:
    """Have talent considered who is invited to be seen: that was decided by it, if not before.

    Raises:
        RoleNotFound
    """
    role = await productions.role(desk, role_id)
    new = CandidateId(new_id())
    await store.find_or_add(desk, role.id, talent_id, new, desk.person.id)
    candidate = await store.of(desk, role.id, talent_id)
    if candidate.status in {"considered", "selected", "requested"}:
        await _step(desk, candidate.production_id, [candidate], "audition")
    return await store.candidate(desk, candidate.id)


async def decide(desk: Desk, candidate_id: UUID, new: NewDecision) -> Candidate:
    """Make a decision on a candidate, who is told of it by another act.

    Raises:
        CandidateNotFound
        CandidateChanged: it was made on what is no longer so.
        StepNotAllowed: it cannot follow the decision before.
        RoundNotFound: it is of another production.
    """
    candidate = await store.candidate(desk, candidate_id)
    if candidate.version != new.version:
        raise CandidateChanged
    if new.kind not in ALLOWED[candidate.status]:
        raise StepNotAllowed(candidate.status, new.kind)
    await _step(desk, candidate.production_id, [candidate], new.kind, new.round_id, new.note)
    return await store.candidate(desk, candidate.id)


async def decide_on_several(desk: Desk, role_id: UUID, new: NewDecisions) -> Sequence[Candidate]:
    """Make one decision on several candidates of a role: on all of them, or on none.

    Raises:
        RoleNotFound, StepNotAllowed, TooMany
        RoundNotFound: it is of another production.
    """
    role = await productions.role(desk, role_id)
    found = listing.bounded(await lists.chosen(desk, role.id, new.selection))
    for each in found:
        if new.kind not in ALLOWED[each.status]:
            raise StepNotAllowed(each.status, new.kind)
    await _step(desk, role.production_id, found, new.kind, new.round_id)
    return await store.several(desk, [each.id for each in found])


async def tell_through(desk: Desk, candidate_id: UUID, through: Through) -> Candidate:
    """Choose through whom a candidate is told.

    Raises:
        CandidateNotFound, CandidateChanged
        RepNotTheirs
    """
    candidate = await store.candidate(desk, candidate_id)
    if through.rep_id or through.told_through in {"rep", "both"}:
        theirs = await store.reps(desk, candidate.talent_id)
        if through.rep_id not in {rep.id for rep in theirs}:
            raise RepNotTheirs
    await store.tell_through(desk, candidate.id, through)
    act = f"tells through {through.told_through}"
    await audit.note(desk, desk.who, act, "candidate", candidate.id)
    return await store.candidate(desk, candidate.id)


async def _step(
    desk: Desk,
    production_id: ProductionId,
    candidates: Sequence[Candidate],
    kind: Kind,
    round_id: UUID | None = None,
    note: str = "",
) -> None:
    """Raises CandidateChanged, RoundNotFound."""
    if round_id and not await store.is_round_of(desk, round_id, production_id):
        raise RoundNotFound
    made = [
        Decision(
            id=DecisionId(new_id()),
            candidate_id=each.id,
            kind=kind,
            round_id=RoundId(round_id) if round_id else None,
            note=note,
            decided_by=desk.person.id,
            decided_at=desk.now,
        )
        for each in candidates
    ]
    await store.add_decisions(desk, made, candidates, MAKES[kind])
    ids = [each.id for each in candidates]
    await audit.note_each(desk, desk.who, f"decided {kind} on", "candidate", ids)
    facts = [
        DecisionMade(
            agency_id=desk.agency.id,
            production_id=production_id,
            candidate_id=each.candidate_id,
            decision_id=each.id,
        )
        for each in made
    ]
    await outbox.publish(desk.connection, "gateway", *facts)
