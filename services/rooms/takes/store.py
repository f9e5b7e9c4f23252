"""Takes and recordings: SQL inside one agency's transaction."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from services.rooms.refusals import RoleUnknown
from services.rooms.takes.model import BEFORE, Order, Part, Take, object_key
from services.rooms.told import TakePhase
from shared.bus import outbox
from shared.events.rooms import TakeRecorded, TakeStarted
from shared.ids import AgencyId, SessionId, TakeId, new_id
from shared.tenancy import Connection


class Fenced(Exception):
    """Another node has recorded in this session under a newer lease."""


async def start(tx: Connection, order: Order, parts: Iterable[Part]) -> Take:
    """Write down a take that begins; its number is the next for session, role and scene.

    Raises:
        RoleUnknown: the production has no such role.
        Fenced: the room's lease is not the newest.
    """
    role_name = await _role_name(tx, order)
    take_id = TakeId(new_id())
    number = await tx.fetchval(
        """INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number,
            phase, started_by, started_at, fence)
        SELECT $1, $2, $3, $4, $5, $6, coalesce(max(number), 0) + 1, 'recording', $7, $8, $9
        FROM take WHERE session_id = $2 AND role_id = $4 AND scene = $6
        HAVING NOT EXISTS (SELECT 1 FROM take WHERE session_id = $2 AND fence > $9)
        RETURNING number""",
        take_id,
        order.session_id,
        order.production_id,
        order.role_id,
        role_name,
        order.scene,
        order.started_by,
        order.started_at,
        order.fence,
    )
    if number is None:
        raise Fenced
    await tx.executemany(
        "INSERT INTO recording (id, take_id, who, name, started_at) VALUES ($1, $2, $3, $4, $5)",
        [(part.id, take_id, part.who, part.name, order.started_at) for part in parts],
    )
    started = TakeStarted(agency_id=order.agency_id, session_id=order.session_id, take_id=take_id)
    await outbox.publish(tx, "rooms", started)
    return order.taken(take_id, role_name, number)


async def _role_name(tx: Connection, order: Order) -> str:
    name: str | None = await tx.fetchval(
        "SELECT name FROM role WHERE id = $1 AND production_id = $2",
        order.role_id,
        order.production_id,
    )
    if name is None:
        raise RoleUnknown
    return name


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
    await tx.execute("UPDATE take SET stopped_at = $2 WHERE id = $1", take_id, stopped_at)
    return await turn(tx, take_id, "storing")


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


async def of_session(tx: Connection, agency: AgencyId, session_id: SessionId) -> list[Take]:
    """List a session's takes, oldest first."""
    rows = await tx.fetch(
        """SELECT id, session_id, production_id, role_id, role_name, scene, number, phase,
            started_by, started_at, stopped_at, finish_percent
        FROM take WHERE session_id = $1 ORDER BY started_at, id""",
        session_id,
    )
    return [Take(agency_id=agency, **row) for row in rows]
