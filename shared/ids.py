"""Identifiers: time-ordered UUIDs (RFC 9562 section 5.7), one type for each kind of thing."""

from typing import NewType
from uuid import UUID

import uuid_utils.compat

AgencyId = NewType("AgencyId", UUID)
PersonId = NewType("PersonId", UUID)
ProductionId = NewType("ProductionId", UUID)
RoleId = NewType("RoleId", UUID)
SessionId = NewType("SessionId", UUID)
SlotId = NewType("SlotId", UUID)
TakeId = NewType("TakeId", UUID)
TalentId = NewType("TalentId", UUID)
RepId = NewType("RepId", UUID)
RepFirmId = NewType("RepFirmId", UUID)
ContactId = NewType("ContactId", UUID)
RoundId = NewType("RoundId", UUID)
CandidateId = NewType("CandidateId", UUID)
DecisionId = NewType("DecisionId", UUID)
AnswerId = NewType("AnswerId", UUID)
EventId = NewType("EventId", UUID)


def new_id() -> UUID:
    """Return a version 7 UUID: unique, and ordered by the millisecond it was made in."""
    return uuid_utils.compat.uuid7()
