"""Facts that the gateway tells: the casting work."""

from uuid import UUID

from shared.events.base import Event
from shared.ids import (
    AnswerId,
    CandidateId,
    ContactId,
    DecisionId,
    PersonId,
    ProductionId,
    SessionId,
    SlotId,
    TakeId,
    TalentId,
)


class ProductionStarted(Event, frozen=True, kw_only=True, tag="productions.started.v1"):
    """A production was started."""

    production_id: ProductionId


class ProductionWrapped(Event, frozen=True, kw_only=True, tag="productions.wrapped.v1"):
    """A production was put away: it is read from now on, and nothing in it changes."""

    production_id: ProductionId


class ProductionDeleted(Event, frozen=True, kw_only=True, tag="productions.deleted.v1"):
    """The gateway has deleted all that it kept of a production; who keeps more deletes it."""

    production_id: ProductionId


class SessionDeleted(Event, frozen=True, kw_only=True, tag="auditions.session_deleted.v1"):
    """A session was removed for good; who keeps more of it deletes that."""

    production_id: ProductionId
    session_id: SessionId


class TakeDeleted(Event, frozen=True, kw_only=True, tag="evaluations.take_deleted.v1"):
    """A take was deleted for good by the office; who keeps its files deletes them."""

    production_id: ProductionId
    take_id: TakeId


class ContactAdded(Event, frozen=True, kw_only=True, tag="contacts.added.v1"):
    """A contact was added."""

    contact_id: ContactId


class ContactChanged(Event, frozen=True, kw_only=True, tag="contacts.changed.v1"):
    """Something of a contact was edited."""

    contact_id: ContactId


class ContactDeleted(Event, frozen=True, kw_only=True, tag="contacts.deleted.v1"):
    """A contact was put into the bin; after 30 days there they are removed."""

    contact_id: ContactId


class ContactRestored(Event, frozen=True, kw_only=True, tag="contacts.restored.v1"):
    """A contact was taken out of the bin again."""

    contact_id: ContactId


class ActorInvited(Event, frozen=True, kw_only=True, tag="auditions.actor_invited.v1"):
    """An actor was invited to a slot."""

    session_id: SessionId
    slot_id: SlotId


class AuditionReplied(Event, frozen=True, kw_only=True, tag="auditions.replied.v1"):
    """An actor, or their rep, replied to the time of an audition: confirmed, cannot, or
    another_time. A later reply takes the place of an earlier one."""

    production_id: ProductionId
    session_id: SessionId
    slot_id: SlotId
    guest_id: UUID
    reply: str


class ConsentWithdrawn(Event, frozen=True, kw_only=True, tag="auditions.consent_withdrawn.v1"):
    """A guest took back, outside of the rooms, that they may be recorded in a session."""

    production_id: ProductionId
    session_id: SessionId
    guest_id: UUID


class RoomOpened(Event, frozen=True, kw_only=True, tag="auditions.room_opened.v1"):
    """A session's room was opened."""

    session_id: SessionId
    opened_by: PersonId


class TakeScored(Event, frozen=True, kw_only=True, tag="evaluations.take_scored.v1"):
    """A take was scored."""

    take_id: TakeId
    scored_by: PersonId


class OutcomeGiven(Event, frozen=True, kw_only=True, tag="evaluations.outcome_given.v1"):
    """An actor was told what became of an audition. `outcome_id` is the answer's id."""

    outcome_id: UUID
    slot_id: SlotId


class TalentAdded(Event, frozen=True, kw_only=True, tag="talent.added.v1"):
    """An office wrote somebody down as talent."""

    talent_id: TalentId


class TalentChanged(Event, frozen=True, kw_only=True, tag="talent.changed.v1"):
    """What an office knows of somebody was edited, or they were archived or brought back."""

    talent_id: TalentId


class TalentDeleted(Event, frozen=True, kw_only=True, tag="talent.deleted.v1"):
    """An office deleted somebody: they are in the bin, and can be restored."""

    talent_id: TalentId


class DecisionMade(Event, frozen=True, kw_only=True, tag="candidates.decision_made.v1"):
    """A decision was made on a candidate, who is not told of it by that."""

    production_id: ProductionId
    candidate_id: CandidateId
    decision_id: DecisionId


class AnswerSent(Event, frozen=True, kw_only=True, tag="candidates.answer_sent.v1"):
    """A candidate was told of a decision: the mail is on its way."""

    production_id: ProductionId
    candidate_id: CandidateId
    answer_id: AnswerId


class MailUndelivered(Event, frozen=True, kw_only=True, tag="mail.undelivered.v1"):
    """A mail of the agency was refused, or came back: nobody has it."""

    mail_id: UUID


KINDS = (
    ProductionStarted,
    ProductionWrapped,
    ProductionDeleted,
    SessionDeleted,
    TakeDeleted,
    ContactAdded,
    ContactChanged,
    ContactDeleted,
    ContactRestored,
    ActorInvited,
    AuditionReplied,
    ConsentWithdrawn,
    RoomOpened,
    TakeScored,
    OutcomeGiven,
    TalentAdded,
    TalentChanged,
    TalentDeleted,
    DecisionMade,
    AnswerSent,
    MailUndelivered,
)
