"""Scoring a take, deciding on an actor, telling them."""

from uuid import UUID

from services.gateway import audit
from services.gateway.auditions import store as auditions
from services.gateway.auditions.model import Guest, GuestNotFound, Session, Slot
from services.gateway.desk import Desk
from services.gateway.evaluations import mails, store
from services.gateway.evaluations.model import (
    AlreadyAnswered,
    Decision,
    Outcome,
    RecordingNotFound,
    Score,
    Take,
    TakeNotFound,
)
from services.gateway.notifications import store as mail_queue
from services.gateway.notifications.model import mailbox
from services.gateway.productions import store as productions
from shared.bus import outbox
from shared.errors import NotFound
from shared.events.gateway import OutcomeGiven, TakeScored
from shared.ids import new_id
from shared.lines import isolated


async def score(desk: Desk, take_id: UUID, given: Score) -> Take:
    """Write down this person's rating of a take.

    Raises:
        TakeNotFound, ReadOnly
    """
    take = await store.take(desk, take_id)
    await productions.changeable(desk, take.production_id)
    await store.put_scorecard(desk, take.id, desk.person.id, given)
    await audit.note(desk, desk.who, "scored", "take", take.id)
    await outbox.publish(
        desk.connection,
        "gateway",
        TakeScored(agency_id=desk.agency.id, take_id=take.id, scored_by=desk.person.id),
    )
    return take


async def decide(desk: Desk, session_id: UUID, decision: Decision) -> Outcome:
    """Give the actor of a slot their answer, and tell them by mail, once.

    Raises:
        SessionNotFound, SlotNotFound, ReadOnly
        GuestNotFound: nobody is invited to that slot.
        AlreadyAnswered
    """
    session = await auditions.changeable(desk, session_id)
    slot = await auditions.slot(desk, decision.slot_id)
    actor = await _actor_of(desk, session.id, slot.id)
    outcome = Outcome(new_id(), actor.id, slot.id, decision.answer, decision.message, desk.now)
    if not await store.add_outcome(desk, outcome, desk.person.id):
        raise AlreadyAnswered
    await _tell(desk, session, slot, actor, outcome)
    await audit.note(desk, desk.who, f"answered with {outcome.answer}", "slot", slot.id)
    await outbox.publish(
        desk.connection,
        "gateway",
        OutcomeGiven(agency_id=desk.agency.id, outcome_id=outcome.id, slot_id=slot.id),
    )
    return outcome


async def watch_recording(desk: Desk, recording_id: UUID) -> str:
    """Return the object key of one person's file.

    Raises:
        RecordingNotFound: there is none, or it is not stored yet.
    """
    return _stored((await store.recording(desk, recording_id)).object_key, RecordingNotFound)


async def watch_composite(desk: Desk, take_id: UUID) -> str:
    """Return the object key of a take's side-by-side composite.

    Raises:
        TakeNotFound: there is none, or it is not finished yet.
    """
    return _stored((await store.take(desk, take_id)).composite_key, TakeNotFound)


async def look_at_thumbnail(desk: Desk, take_id: UUID) -> str:
    """Return the object key of a take's picture.

    Raises:
        TakeNotFound: there is none, or it is not finished yet.
    """
    return _stored((await store.take(desk, take_id)).thumbnail_key, TakeNotFound)


def _stored(key: str | None, missing: type[NotFound]) -> str:
    if key is None:
        raise missing
    return key


async def _tell(desk: Desk, session: Session, slot: Slot, actor: Guest, outcome: Outcome) -> None:
    """Mail an actor the answer."""
    production = await productions.production(desk, session.production_id)
    role = await productions.role(desk, slot.role_id) if slot.role_id else None
    names = {
        "agency": isolated(desk.agency.name),
        "production": isolated(production.title),
        "role": isolated(role.name if role else session.title),
    }
    await mail_queue.queue(
        desk.connection,
        actor.email,
        mails.SUBJECTS[outcome.answer].format(**names),
        mails.body(outcome.answer, isolated(actor.name), outcome.message, **names),
        agency=desk.agency.id,
        reply_to=mailbox(desk.agency.name, desk.person.email),
        about=outcome.id,
    )


async def _actor_of(desk: Desk, session_id: UUID, slot_id: UUID) -> Guest:
    for guest in await auditions.guests(desk, session_id):
        if guest.slot_id == slot_id and guest.role == "actor" and guest.revoked_at is None:
            return guest
    raise GuestNotFound
