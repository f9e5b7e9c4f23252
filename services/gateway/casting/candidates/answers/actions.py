"""Tells candidates what was decided: words, sending, and taking back in time.

An answer never depends on a payment: the office may give it in every state of a production.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.gateway.casting.candidates import actions as candidates
from services.gateway.casting.candidates import store as candidate_store
from services.gateway.casting.candidates.answers import letters, store, writing
from services.gateway.casting.candidates.answers.letters import Message
from services.gateway.casting.candidates.answers.model import (
    GRACE,
    AlreadyAnswered,
    Answer,
    AnswerNotFound,
    Drafts,
    NewAnswer,
    NotDecided,
    NotSeen,
    OnItsWay,
    Standing,
    Telling,
)
from services.gateway.casting.candidates.model import (
    Candidate,
    CandidateNotFound,
    NewDecision,
)
from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import origin
from services.gateway.platform import audit, mail
from services.gateway.web.desk import Desk
from shared.ids import AnswerId, DecisionId, new_id


async def write(desk: Desk, candidate_id: UUID, new: NewAnswer) -> Sequence[letters.Addressed]:
    """Write the mails that would be sent, and send nothing.

    Raises:
        CandidateNotFound, NotSeen, NobodyToTell
    """
    candidate = await _seen(desk, candidate_id)
    message = Message(candidate, new.kind, new.message)
    (addressed,) = await letters.to(desk, candidate.production_id, [message])
    return addressed


async def give(desk: Desk, candidate_id: UUID, new: NewAnswer) -> Answer:
    """Decide, unless it was decided so, and tell the candidate; the mail leaves when the time to
    take it back is over.

    Raises:
        CandidateNotFound, NotSeen, NobodyToTell
        AlreadyAnswered: they were told that.
        CandidateChanged, StepNotAllowed
    """
    candidate = await _seen(desk, candidate_id)
    decision = await candidate_store.newest_decision(desk, candidate.id, new.kind)
    if decision is None:
        step = NewDecision(new.kind, new.version)
        candidate = await candidates.decide(desk, candidate.id, step)
        decision = await candidate_store.newest_decision(desk, candidate.id, new.kind)
    if decision is None:
        raise NotDecided
    (answer,) = await _tell(
        desk, candidate.production_id, {decision.id: Message(candidate, new.kind, new.message)}
    )
    return answer


async def tell(desk: Desk, production_id: UUID, telling: Telling) -> list[Answer]:
    """Tell some of those who are owed an answer what was decided, in the words of their drafts.

    Raises:
        ProductionNotFound
        CandidateNotFound: one of them is owed none.
        NotDecided, NobodyToTell
        AlreadyAnswered
    """
    production = await productions.production(desk, production_id)
    owed = {each.candidate_id: each for each in await store.owed(desk, production.id)}
    if not owed.keys() >= set(telling.candidate_ids):
        raise CandidateNotFound
    chosen = await candidate_store.several(desk, telling.candidate_ids)
    messages = dict(_as_drafted(each, owed[each.id]) for each in chosen)
    return await _tell(desk, production.id, messages) if messages else []


async def draft(desk: Desk, candidate_id: UUID, message: str) -> Candidate:
    """Keep the office's words for what was decided last on a candidate.

    Raises:
        CandidateNotFound, NotDecided, AlreadyAnswered
    """
    candidate = await candidate_store.candidate(desk, candidate_id)
    decisions = await candidate_store.decisions(desk, [candidate.id])
    if not decisions:
        raise NotDecided
    new = AnswerId(new_id())
    if not await writing.put_draft(desk, new, decisions[0].id, message, desk.person.id):
        raise AlreadyAnswered
    await audit.note(desk, desk.who, "wrote words for", "candidate", candidate.id)
    return candidate


async def draft_for_all(desk: Desk, production_id: UUID, drafts: Drafts) -> None:
    """Keep the same words for all who are owed an answer to the same kind of decision.

    Raises:
        ProductionNotFound
    """
    production = await productions.production(desk, production_id)
    wanted = [
        (AnswerId(new_id()), each.decision_id)
        for each in await store.owed(desk, production.id)
        if each.decided == drafts.kind and each.decision_id
    ]
    await writing.put_drafts(desk, production.id, drafts, desk.person.id, wanted)
    await audit.note(
        desk, desk.who, f"wrote words for each {drafts.kind} in", "production", production.id
    )


async def take_back(desk: Desk, answer_id: UUID) -> Answer:
    """Take an answer back whose mail has not left; its words are kept as a draft.

    Raises:
        AnswerNotFound: also to who comes second.
        OnItsWay
    """
    answer = await store.answer(desk, answer_id)
    if not await writing.take_back(desk, answer.id):
        raise OnItsWay if answer.status in {"sent", "failed"} else AnswerNotFound
    mails = await writing.mails_of(desk, answer)
    if not mails or not all([await mail.take_back(desk.connection, each) for each in mails]):
        raise OnItsWay
    for each in mails:
        await origin.taken_back(desk, each)
    await audit.note(
        desk, desk.who, f"took back {answer.kind} to", "candidate", answer.candidate_id
    )
    return answer


async def _seen(desk: Desk, candidate_id: UUID) -> Candidate:
    """Raises CandidateNotFound, NotSeen."""
    candidate = await candidate_store.candidate(desk, candidate_id)
    if not await store.was_seen(desk, candidate.id):
        raise NotSeen
    return candidate


def _as_drafted(candidate: Candidate, standing: Standing) -> tuple[DecisionId, Message]:
    if standing.decision_id is None or standing.decided is None or not standing.can_be_told:
        raise NotDecided
    words = standing.message or "" if standing.answer == "draft" else ""
    return standing.decision_id, Message(candidate, standing.decided, words)


async def _tell(
    desk: Desk, production_id: UUID, messages: Mapping[DecisionId, Message]
) -> list[Answer]:
    """Tell candidates of a production what was decided, in as many statements for all as for one.

    Raises:
        NotDecided, NobodyToTell, AlreadyAnswered
    """
    drafts = await writing.drafts_of(desk, list(messages))
    ids = {decision: drafts.get(decision) or AnswerId(new_id()) for decision in messages}
    mails = await letters.queue(
        desk, production_id, {ids[each]: messages[each] for each in messages}, desk.now + GRACE
    )
    answers = [
        _waiting(desk, decision, message, ids[decision], mails[ids[decision]])
        for decision, message in messages.items()
    ]
    if not await writing.put_waiting(desk, answers, desk.person.id):
        raise AlreadyAnswered
    await _note(desk, answers)
    return answers


def _waiting(
    desk: Desk, decision_id: DecisionId, message: Message, answer_id: AnswerId, mail_id: UUID
) -> Answer:
    return Answer(
        id=answer_id,
        candidate_id=message.candidate.id,
        production_id=message.candidate.production_id,
        decision_id=decision_id,
        kind=message.kind,
        message=message.words,
        status="waiting",
        mail_id=mail_id,
        leaves_at=desk.now + GRACE,
        written_at=desk.now,
    )


async def _note(desk: Desk, answers: Sequence[Answer]) -> None:
    for kind in sorted({each.kind for each in answers}):
        ids = [each.candidate_id for each in answers if each.kind == kind]
        await audit.note_each(desk, desk.who, f"answered with {kind}", "candidate", ids)
