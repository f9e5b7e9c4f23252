"""The `data` of each kind of message to webhooks.

Ids and times, and an answer or a status where that is the fact; no names, addresses, ratings or
notes. Who may know more reads it by the API. A changed shape is a new version; fields may be added.
"""

from datetime import datetime
from uuid import UUID

import msgspec

from shared.ids import (
    AnswerId,
    CandidateId,
    ContactId,
    DecisionId,
    ProductionId,
    SessionId,
    SlotId,
    TakeId,
    TalentId,
)


class OfProduction(msgspec.Struct, frozen=True):
    """What is sent of a production."""

    production_id: ProductionId


class OfDeletion(OfProduction, frozen=True):
    """What is sent of a production that will be deleted, and when."""

    delete_at: datetime


class OfSubscription(OfProduction, frozen=True):
    """`status` in Stripe's words; `changed_at` orders two changes."""

    status: str
    plan: str
    changed_at: datetime


class OfContact(msgspec.Struct, frozen=True):
    """What is sent of a contact."""

    contact_id: ContactId


class OfSession(OfProduction, frozen=True):
    """What is sent of a session."""

    session_id: SessionId


class OfSlot(OfSession, frozen=True):
    """What is sent of a slot."""

    slot_id: SlotId


class OfReply(OfSlot, frozen=True):
    """What is sent of a reply: `confirmed`, `cannot` or `another_time`, of who has a link."""

    guest_id: UUID
    reply: str


class OfTake(OfSession, frozen=True):
    """What is sent of a take."""

    take_id: TakeId


class OfRecording(OfTake, frozen=True):
    """`duration_ms` is the take's length."""

    duration_ms: int


class OfOutcome(OfSlot, frozen=True):
    """`answer` is `callback`, `hold`, `offer` or `release`."""

    outcome_id: UUID
    answer: str


class OfTalent(msgspec.Struct, frozen=True):
    """What is sent of somebody whom the office knows as talent."""

    talent_id: TalentId


class OfCandidate(OfProduction, frozen=True):
    """What is sent of a candidate."""

    candidate_id: CandidateId


class OfDecision(OfCandidate, frozen=True):
    """What is sent of a decision; who may know what it was reads it by the API."""

    decision_id: DecisionId


class OfAnswer(OfCandidate, frozen=True):
    """What is sent of an answer."""

    answer_id: AnswerId
