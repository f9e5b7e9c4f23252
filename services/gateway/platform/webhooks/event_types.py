"""The public table of event types: which events webhooks are sent, and how each is read."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec

from services.gateway.platform.webhooks import event_store as store
from services.gateway.platform.webhooks.model import KindName
from services.gateway.platform.webhooks.payloads import (
    OfAnswer,
    OfContact,
    OfDecision,
    OfDeletion,
    OfOutcome,
    OfProduction,
    OfRecording,
    OfReply,
    OfSession,
    OfSlot,
    OfSubscription,
    OfTake,
    OfTalent,
)
from shared.events import Event
from shared.events.billing import DeletionAnnounced, SubscriptionChanged
from shared.events.gateway import (
    ActorInvited,
    AnswerSent,
    AuditionReplied,
    ContactAdded,
    ContactChanged,
    ContactDeleted,
    ContactRestored,
    DecisionMade,
    OutcomeGiven,
    ProductionStarted,
    ProductionWrapped,
    RoomOpened,
    TalentAdded,
    TalentChanged,
    TalentDeleted,
)
from shared.events.rooms import TakeFinished, TakeRecorded
from shared.tenancy import Connection


async def _production(_: Connection, event: ProductionStarted | ProductionWrapped) -> OfProduction:
    return OfProduction(event.production_id)


async def _deletion(_: Connection, event: DeletionAnnounced) -> OfDeletion:
    return OfDeletion(event.production_id, event.delete_at)


async def _subscription(_: Connection, event: SubscriptionChanged) -> OfSubscription:
    return OfSubscription(event.production_id, event.status, event.plan, event.changed_at)


async def _invited(connection: Connection, event: ActorInvited) -> OfSlot | None:
    production = await store.production_of(connection, event.session_id)
    return OfSlot(production, event.session_id, event.slot_id) if production else None


async def _replied(connection: Connection, event: AuditionReplied) -> OfReply | None:
    production = await store.production_of(connection, event.session_id)
    if production is None:
        return None
    return OfReply(production, event.session_id, event.slot_id, event.guest_id, event.reply)


async def _opened(connection: Connection, event: RoomOpened) -> OfSession | None:
    production = await store.production_of(connection, event.session_id)
    return OfSession(production, event.session_id) if production else None


async def _recorded(connection: Connection, event: TakeRecorded) -> OfRecording | None:
    production = await store.production_of(connection, event.session_id)
    if production is None:
        return None
    return OfRecording(production, event.session_id, event.take_id, event.duration_ms)


async def _finished(connection: Connection, event: TakeFinished) -> OfTake | None:
    production = await store.production_of(connection, event.session_id)
    return OfTake(production, event.session_id, event.take_id) if production else None


async def _outcome(connection: Connection, event: OutcomeGiven) -> OfOutcome | None:
    found = await store.outcome(connection, event.outcome_id, event.slot_id)
    if found is None:
        return None
    production, session, answer = found
    return OfOutcome(production, session, event.slot_id, event.outcome_id, answer)


async def _talent(_: Connection, event: TalentAdded | TalentChanged | TalentDeleted) -> OfTalent:
    return OfTalent(event.talent_id)


async def _contact(
    _: Connection, event: ContactAdded | ContactChanged | ContactDeleted | ContactRestored
) -> OfContact:
    return OfContact(event.contact_id)


async def _decision(_: Connection, event: DecisionMade) -> OfDecision:
    return OfDecision(event.production_id, event.candidate_id, event.decision_id)


async def _answer(_: Connection, event: AnswerSent) -> OfAnswer:
    return OfAnswer(event.production_id, event.candidate_id, event.answer_id)


class EventType(msgspec.Struct, frozen=True):
    """A kind in words, the event behind it, its `data`, and how that is read in the agency: None
    where its subject is gone meanwhile. `version` is that of `data`."""

    words: str
    fact: type[Event]
    data: type[msgspec.Struct]
    read: Callable[[Connection, Any], Awaitable[msgspec.Struct | None]]
    version: int = 1


KINDS: Mapping[KindName, EventType] = {
    "production.started": EventType(
        "A production was started", ProductionStarted, OfProduction, _production
    ),
    "production.wrapped": EventType(
        "A production was wrapped", ProductionWrapped, OfProduction, _production
    ),
    "production.deletion_announced": EventType(
        "What belongs to a production will be deleted", DeletionAnnounced, OfDeletion, _deletion
    ),
    "subscription.changed": EventType(
        "A production's subscription changed", SubscriptionChanged, OfSubscription, _subscription
    ),
    "contact.added": EventType("A contact was added", ContactAdded, OfContact, _contact),
    "contact.changed": EventType("A contact was edited", ContactChanged, OfContact, _contact),
    "contact.deleted": EventType("A contact was deleted", ContactDeleted, OfContact, _contact),
    "contact.restored": EventType(
        "A deleted contact was brought back", ContactRestored, OfContact, _contact
    ),
    "actor.invited": EventType("An actor was invited to a slot", ActorInvited, OfSlot, _invited),
    "audition.replied": EventType(
        "An actor or their rep replied to a time", AuditionReplied, OfReply, _replied
    ),
    "room.opened": EventType("The room of a session was opened", RoomOpened, OfSession, _opened),
    "take.recorded": EventType(
        "A take was recorded: its files can be watched", TakeRecorded, OfRecording, _recorded
    ),
    "take.finished": EventType("A take has its side-by-side film", TakeFinished, OfTake, _finished),
    "outcome.given": EventType(
        "An actor was given their answer (as answer.sent, of one slot)",
        OutcomeGiven,
        OfOutcome,
        _outcome,
    ),
    "decision.made": EventType(
        "A decision was made on a candidate", DecisionMade, OfDecision, _decision
    ),
    "answer.sent": EventType(
        "A candidate was told what was decided", AnswerSent, OfAnswer, _answer
    ),
    "talent.added": EventType("Somebody was added as talent", TalentAdded, OfTalent, _talent),
    "talent.changed": EventType(
        "What is known of talent was changed", TalentChanged, OfTalent, _talent
    ),
    "talent.deleted": EventType(
        "Somebody was deleted from the office's talent", TalentDeleted, OfTalent, _talent
    ),
}
