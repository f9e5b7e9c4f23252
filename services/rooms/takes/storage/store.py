"""A stopped take's way into the object store: SQL inside one agency's transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from services.rooms.takes.model import BEFORE, ParticipantRecording, Take, object_key
from shared.bus import outbox
from shared.events.rooms import TakeRecorded
from shared.ids import TakeId
from shared.tenancy import Connection
from shared.vocabulary.take_phases import TakePhase

STRAGGLING = timedelta(seconds=5)
"""By so much the database's clock may be ahead of a node's, and a dead node's last write behind
the last second that it left of a take."""


async def change_phase(tx: Connection, take_id: UUID, phase: TakePhase) -> bool:
    """Bring a take into a phase; False when it is in none from which it may come there."""
    return bool(
        await tx.fetchval(
            "UPDATE take SET phase = $2 WHERE id = $1 AND phase = ANY($3) RETURNING true",
            take_id,
            phase,
            list(BEFORE[phase]),
        )
    )


async def storing(
    tx: Connection, take_id: TakeId, stopped_at: datetime, because: str | None = None
) -> bool:
    """Write down that a take has stopped, and why, unless somebody stopped it. False when it is not
    there, or further already."""
    if not await change_phase(tx, take_id, "storing"):
        return False
    await tx.execute(
        "UPDATE take SET stopped_at = $2, failure = NULL, ended_because = $3 WHERE id = $1",
        take_id,
        stopped_at,
        because,
    )
    return True


async def waits(tx: Connection, take_id: TakeId, reason: str) -> None:
    """Write down why a take is not stored yet."""
    await tx.execute(
        "UPDATE take SET failure = $2 WHERE id = $1 AND phase = 'storing'", take_id, reason
    )


async def recorded(
    tx: Connection, take: Take, parts: Iterable[ParticipantRecording], length_ms: int
) -> None:
    """Write down that a take's files are in the object store; those without content go."""
    if not await change_phase(tx, take.id, "recorded"):
        return
    for part in parts:
        await _stored(tx, take, part)
    await tx.execute("DELETE FROM recording WHERE take_id = $1 AND object_key IS NULL", take.id)
    event = TakeRecorded(
        agency_id=take.agency_id,
        session_id=take.session_id,
        take_id=take.id,
        duration_ms=length_ms,
    )
    await outbox.publish(tx, "rooms", event)


async def _stored(tx: Connection, take: Take, part: ParticipantRecording) -> None:
    await tx.execute(
        """UPDATE recording SET object_key = $2, duration_ms = $3, width = $4, height = $5,
            bytes = $6, gaps = $7, turns = $8 WHERE id = $1""",
        part.id,
        object_key(take.agency_id, take.id, part.file),
        part.duration_ms,
        part.width,
        part.height,
        part.bytes,
        msgspec.to_builtins(part.gaps),
        msgspec.to_builtins(part.turns),
    )


async def failed(tx: Connection, take_id: UUID, failure: str) -> None:
    """Write down that nothing, or nothing more, will become of a take, and why."""
    if await change_phase(tx, take_id, "failed"):
        await tx.execute("UPDATE take SET failure = $2 WHERE id = $1", take_id, failure)


async def lost(tx: Connection, take_id: UUID, failure: str) -> None:
    """Write down that a take was lost before it was stored, and why."""
    await tx.execute(
        """UPDATE take SET phase = 'failed', failure = $2
        WHERE id = $1 AND phase IN ('recording', 'storing')""",
        take_id,
        failure,
    )


async def withdrawn(tx: Connection, take: Take, stopped_at: datetime) -> set[str]:
    """List who took their consent back while the take was recorded, or has it taken back at its
    end: without everyone's it would not have begun."""
    rows = await tx.fetch(
        """SELECT DISTINCT who FROM (
            SELECT who, agreed, given_at,
                row_number() OVER (PARTITION BY who ORDER BY given_at DESC, id DESC) AS back
            FROM consent WHERE session_id = $1 AND given_at <= $3
        ) AS said WHERE NOT agreed AND (back = 1 OR given_at >= $2)""",
        take.session_id,
        take.started_at,
        stopped_at + STRAGGLING,
    )
    return {row["who"] for row in rows}
