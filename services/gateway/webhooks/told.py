"""What webhooks are told: the `data` of each kind of message.

Ids and times, and an answer or a status where that is the fact; no names, addresses, ratings or
notes. Who may know more reads it by the API. A changed shape is a new version; fields may be added.
"""

from datetime import datetime
from uuid import UUID

import msgspec

from shared.ids import ProductionId, SessionId, SlotId, TakeId


class OfProduction(msgspec.Struct, frozen=True):
    production_id: ProductionId


class OfDeletion(msgspec.Struct, frozen=True):
    production_id: ProductionId
    delete_at: datetime


class OfSubscription(msgspec.Struct, frozen=True):
    """`status` in Stripe's words; `changed_at` tells which of two is the later."""

    production_id: ProductionId
    status: str
    plan: str
    changed_at: datetime


class OfSession(msgspec.Struct, frozen=True):
    production_id: ProductionId
    session_id: SessionId


class OfSlot(msgspec.Struct, frozen=True):
    production_id: ProductionId
    session_id: SessionId
    slot_id: SlotId


class OfTake(msgspec.Struct, frozen=True):
    production_id: ProductionId
    session_id: SessionId
    take_id: TakeId


class OfRecording(msgspec.Struct, frozen=True):
    """`duration_ms` is the take's length."""

    production_id: ProductionId
    session_id: SessionId
    take_id: TakeId
    duration_ms: int


class OfOutcome(msgspec.Struct, frozen=True):
    """`answer` is `callback`, `hold`, `offer` or `release`."""

    production_id: ProductionId
    session_id: SessionId
    slot_id: SlotId
    outcome_id: UUID
    answer: str
