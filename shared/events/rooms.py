"""Facts that rooms tells: who came, what was agreed, what was recorded."""

from uuid import UUID

from shared.events.base import Event
from shared.ids import SessionId, TakeId


class VisitBegan(Event, frozen=True, kw_only=True, tag="visits.began.v1"):
    """Somebody came into a room. `guest_id` is set for a guest's visit."""

    session_id: SessionId
    visit_id: UUID
    guest_id: UUID | None


class ConsentGiven(Event, frozen=True, kw_only=True, tag="consents.given.v1"):
    """Somebody agreed, or not, to be recorded in a session."""

    session_id: SessionId
    consent_id: UUID


class PersonRemoved(Event, frozen=True, kw_only=True, tag="people.removed.v1"):
    """A host put somebody out of a session's rooms. `who` and `by` are `person:<id>` or
    `guest:<id>`."""

    session_id: SessionId
    removal_id: UUID
    who: str
    by: str


class TakeStarted(Event, frozen=True, kw_only=True, tag="takes.started.v1"):
    """A take began."""

    session_id: SessionId
    take_id: TakeId


class TakeRecorded(Event, frozen=True, kw_only=True, tag="takes.recorded.v1"):
    """A take's per-person files are in the object store. `duration_ms` is the take's length."""

    session_id: SessionId
    take_id: TakeId
    duration_ms: int


class TakeFinished(Event, frozen=True, kw_only=True, tag="takes.finished.v1"):
    """A take's composite and thumbnail are in the object store."""

    session_id: SessionId
    take_id: TakeId


KINDS = (VisitBegan, ConsentGiven, PersonRemoved, TakeStarted, TakeRecorded, TakeFinished)
