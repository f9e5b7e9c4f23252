"""Answers to actors: written, previewed, sent, and taken back in time.

An answer never depends on a payment: the office may give it in every state of a production.
"""

from uuid import UUID

from services.gateway.casting.auditions import store as auditions
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.model import Guest, GuestNotFound, Session
from services.gateway.casting.evaluations import mails, store
from services.gateway.casting.evaluations.model import (
    GRACE,
    AlreadyAnswered,
    Decision,
    NotSeen,
    OnItsWay,
    Outcome,
    OutcomeNotFound,
)
from services.gateway.casting.productions import store as productions
from services.gateway.platform import audit, mail
from services.gateway.platform.mail import Letter, NewMail, Thing, quotas
from services.gateway.web.desk import Desk
from shared.events.gateway import OutcomeGiven
from shared.ids import new_id
from shared.lines import isolated


async def write(desk: Desk, session_id: UUID, decision: Decision) -> tuple[Guest, Letter]:
    """Write the mail that would be sent, and send nothing.

    Raises:
        SessionNotFound, SlotNotFound
        GuestNotFound: nobody is invited to that slot.
        NotSeen
    """
    session = await auditions.session(desk, session_id)
    actor = await _seen_actor(desk, session, decision)
    return actor, await _letter(desk, session, actor, decision)


async def decide(desk: Desk, session_id: UUID, decision: Decision) -> Outcome:
    """Give an actor their answer, once; its mail leaves when the time to take it back is over.

    Raises:
        SessionNotFound, SlotNotFound, GuestNotFound, NotSeen
        AlreadyAnswered
    """
    session = await auditions.session(desk, session_id)
    actor = await _seen_actor(desk, session, decision)
    slot = await auditions.slot(desk, decision.slot_id)
    letter = await _letter(desk, session, actor, decision)
    outcome_id, leaves_at = new_id(), desk.now + GRACE
    new = NewMail(
        kind="answer",
        recipient=actor.email,
        who=actor.who,
        letter=letter,
        about=Thing("slot", slot.id, session.production_id),
        sender=await quotas.sender_at(desk),
        due_at=leaves_at,
        fact=OutcomeGiven(agency_id=desk.agency.id, outcome_id=outcome_id, slot_id=slot.id),
    )
    mail_id = await mail.queue(desk.connection, new, desk.agency.id)
    given = decision.answer, decision.message
    outcome = Outcome(outcome_id, actor.id, slot.id, *given, desk.now, leaves_at, mail_id)
    if not await store.add_outcome(desk, outcome, desk.person.id):
        raise AlreadyAnswered
    await audit.note(desk, desk.who, f"answered with {outcome.answer}", "slot", slot.id)
    return outcome


async def take_back(desk: Desk, outcome_id: UUID) -> Outcome:
    """Take an answer back whose mail has not left; it was never given then.

    Raises:
        OutcomeNotFound: also to who comes second.
        OnItsWay
    """
    outcome = await store.remove_outcome(desk, outcome_id)
    if outcome is None:
        raise OutcomeNotFound
    if outcome.mail_id is None or not await mail.take_back(desk.connection, outcome.mail_id):
        raise OnItsWay
    await audit.note(desk, desk.who, f"took back {outcome.answer} to", "slot", outcome.slot_id)
    return outcome


async def _letter(desk: Desk, session: Session, actor: Guest, decision: Decision) -> Letter:
    production = await productions.production(desk, session.production_id)
    slot = await auditions.slot(desk, decision.slot_id)
    role = await productions.role(desk, slot.role_id) if slot.role_id else None
    return mails.letter(
        decision.answer,
        decision.message,
        name=isolated(actor.name),
        agency=isolated(desk.agency.name),
        production=isolated(production.title),
        role=isolated(role.name if role else session.title),
    )


async def _seen_actor(desk: Desk, session: Session, decision: Decision) -> Guest:
    """Return the actor of a slot, or the one who is named, if they came.

    Raises:
        GuestNotFound, NotSeen
    """
    actor = next(
        (
            guest
            for guest in await guest_store.guests(desk, session.id)
            if _is_meant(guest, decision)
        ),
        None,
    )
    if actor is None:
        raise GuestNotFound
    if actor.who not in await store.seen(desk, session.id):
        raise NotSeen
    return actor


def _is_meant(guest: Guest, decision: Decision) -> bool:
    if guest.role != "actor" or guest.slot_id != decision.slot_id:
        return False
    if decision.guest_id:
        return guest.id == decision.guest_id
    return guest.revoked_at is None
