"""What becomes of a take that has stopped: SQL inside one agency's transaction."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from services.rooms.takes.model import BEFORE, Part, Take, object_key
from services.rooms.told import TakePhase
from shared.bus import outbox
from shared.events.rooms import TakeRecorded
from shared.ids import TakeId
from shared.tenancy import Connection


async def turn(tx: Connection, take_id: UUID, phase: TakePhase) -> bool:
    """Bring a take into a phase; False when it is in none from which it may come there."""
    return bool(
        await tx.fetchval(
            "UPDATE take SET phase = $2 WHERE id = $1 AND phase = ANY($3) RETURNING true",
            take_id,
            phase,
            list(BEFORE[phase]),
        )
    )


async def storing(tx: Connection, take_id: TakeId, stopped_at: datetime) -> bool:
    """Write down that a take has stopped. False when it is not there, or further already."""
    if not await turn(tx, take_id, "storing"):
        return False
    await tx.execute(
        "UPDATE take SET stopped_at = $2, failure = NULL WHERE id = $1", take_id, stopped_at
    )
    return True


async def recorded(tx: Connection, take: Take, parts: Iterable[Part], length_ms: int) -> None:
    """Write down that a take's files are in the object store; those without content go."""
    if not await turn(tx, take.id, "recorded"):
        return
    for part in parts:
        await _kept(tx, take, part)
    await tx.execute("DELETE FROM recording WHERE take_id = $1 AND object_key IS NULL", take.id)
    event = TakeRecorded(
        agency_id=take.agency_id,
        session_id=take.session_id,
        take_id=take.id,
        duration_ms=length_ms,
    )
    await outbox.publish(tx, "rooms", event)


async def _kept(tx: Connection, take: Take, part: Part) -> None:
    await tx.execute(
        """UPDATE recording SET object_key = $2, duration_ms = $3, width = $4, height = $5,
            bytes = $6, gaps = $7 WHERE id = $1""",
        part.id,
        object_key(take.agency_id, take.id, part.file),
        part.duration_ms,
        part.width,
        part.height,
        part.bytes,
        msgspec.to_builtins(part.gaps),
    )


async def failed(tx: Connection, take_id: UUID, failure: str) -> None:
    """Write down that nothing, or nothing more, will become of a take, and why."""
    if await turn(tx, take_id, "failed"):
        await tx.execute("UPDATE take SET failure = $2 WHERE id = $1", take_id, failure)
