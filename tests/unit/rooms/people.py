"""People of a room, as tests need them."""

from datetime import UTC, datetime, timedelta

from services.rooms.protocol.server_messages import Where
from services.rooms.room.media_slots import Slots
from services.rooms.room.participant import Participant
from shared.ids import AgencyId, ProductionId, SessionId, new_id
from shared.tickets import StageRole, StageTicket

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SESSION = SessionId(new_id())


def participant(
    name: str,
    *,
    role: StageRole = "actor",
    where: Where = "lobby",
    waits: int | None = None,
    starts_in: int | None = None,
    minutes: int | None = None,
) -> Participant:
    """Somebody whose slot begins so many minutes after noon."""
    ticket = StageTicket(
        agency_id=AgencyId(new_id()),
        production_id=ProductionId(new_id()),
        session_id=SESSION,
        who=f"guest:{name}",
        name=name,
        title="",
        role=role,
        waits=waits,
        slot_starts_at=None if starts_in is None else NOON + timedelta(minutes=starts_in),
        slot_minutes=minutes,
    )
    return Participant(
        ticket=ticket, where=where, since=NOON, visit=new_id(), slots=Slots(10), connection=None
    )
