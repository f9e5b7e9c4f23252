"""A take and its recordings, as they are kept."""

from datetime import datetime
from uuid import UUID

import msgspec

from shared.ids import AgencyId, CandidateId, ProductionId, RoleId, SessionId, TakeId
from shared.vocabulary.take_phases import SETTLED, TakePhase

BEFORE: dict[TakePhase, frozenset[TakePhase]] = {
    "recording": frozenset(),
    "storing": frozenset({"recording", "storing", "failed"}),
    "recorded": frozenset({"storing"}),
    "finishing": frozenset({"recorded", "finishing"}),
    "finished": frozenset({"finishing"}),
    "failed": frozenset({"recording", "storing", "recorded", "finishing"}),
}
"""From which phases a take may come to each; a phase before itself is work taken up again. A take
that was given up for lost is stored after all when its machine comes back."""

UNSETTLED: frozenset[TakePhase] = frozenset(BEFORE) - SETTLED


class Take(msgspec.Struct, frozen=True, kw_only=True):
    """One recorded performance."""

    id: TakeId
    agency_id: AgencyId
    session_id: SessionId
    production_id: ProductionId
    role_id: RoleId
    role_name: str
    scene: str
    number: int
    phase: TakePhase
    started_by: str
    started_at: datetime
    stopped_at: datetime | None = None
    finish_percent: int = 0
    name: str = ""
    room: int = 1
    ended_because: str | None = None
    """Why it ended, where nobody stopped it (shared/vocabulary/take_endings.py)."""


class TakeRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A take that somebody wants to start. `fence` is that of the room's lease; `room` counts from
    1."""

    agency_id: AgencyId
    session_id: SessionId
    production_id: ProductionId
    role_id: RoleId
    scene: str
    started_by: str
    started_at: datetime
    fence: int
    name: str = ""
    room: int = 1

    def started(self, take_id: TakeId, role_name: str, number: int) -> Take:
        """Return the take that this becomes."""
        return Take(
            id=take_id,
            agency_id=self.agency_id,
            session_id=self.session_id,
            production_id=self.production_id,
            role_id=self.role_id,
            role_name=role_name,
            scene=self.scene,
            number=number,
            phase="recording",
            started_by=self.started_by,
            started_at=self.started_at,
            name=self.name,
            room=self.room,
        )


class ParticipantRecording(msgspec.Struct, frozen=True, kw_only=True):
    """One person's recording of a take. `duration_ms` is 0 until its file is closed."""

    id: UUID
    who: str
    name: str
    candidate_id: CandidateId | None = None
    role_name: str = ""
    """For whom they audition; of who does not, nobody."""
    duration_ms: int = 0
    width: int = 0
    height: int = 0
    bytes: int = 0
    gaps: tuple["Span", ...] = ()
    turns: tuple[tuple[int, int], ...] = ()
    """From when on, in milliseconds, its pictures are to be turned by so many quarters."""

    @property
    def file(self) -> str:
        return f"{self.id.hex}.webm"


class Span(msgspec.Struct, frozen=True):
    """Part of a file in which something was lost, in milliseconds from its beginning."""

    kind: str
    start_ms: int
    end_ms: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in a take's recording folder; without `stopped_at` it is still recorded."""

    take: Take
    parts: tuple[ParticipantRecording, ...]
    stopped_at: datetime | None = None
    ended_because: str | None = None
    """Why, where nobody stopped it."""

    @property
    def kept(self) -> tuple[ParticipantRecording, ...]:
        """What was recorded of it."""
        return tuple(part for part in self.parts if part.duration_ms > 0)

    def kept_without(self, withdrawn: set[str]) -> tuple[ParticipantRecording, ...]:
        """The same without those who took their consent back."""
        return tuple(part for part in self.kept if part.who not in withdrawn)


def folder_of(agency: AgencyId, take: TakeId) -> str:
    """Name a take's folder in the object store: all of an agency's lie below its id."""
    return f"{agency.hex}/{take.hex}"


def object_key(agency: AgencyId, take: TakeId, name: str) -> str:
    """Name a take's file in the object store."""
    return f"{folder_of(agency, take)}/{name}"
