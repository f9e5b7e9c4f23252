"""A take and its recordings, as they are kept."""

from datetime import datetime
from uuid import UUID

import msgspec

from services.rooms.told import TakePhase
from shared.ids import AgencyId, ProductionId, RoleId, SessionId, TakeId


class Take(msgspec.Struct, frozen=True, kw_only=True):
    """One recorded performance. `fence` is that of the lease under which its room recorded it."""

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


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """One person's part of a take, not yet in the object store."""

    id: UUID
    who: str
    name: str
    started_at: datetime


class Span(msgspec.Struct, frozen=True):
    """Part of a file in which something was lost, in milliseconds from its beginning."""

    kind: str
    start_ms: int
    end_ms: int


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A recording that is in the object store."""

    id: UUID
    object_key: str
    duration_ms: int
    width: int
    height: int
    bytes: int
    gaps: tuple[Span, ...]


def object_key(agency: AgencyId, take: TakeId, name: str) -> str:
    """Name a take's file in the object store: all of an agency's lie below its id."""
    return f"{agency.hex}/{take.hex}/{name}"
