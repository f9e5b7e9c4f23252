"""Takes as a room starts them: SQL inside one agency's transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from services.rooms.protocol.errors import RoleUnknown
from services.rooms.takes.model import ParticipantRecording, Take, TakeRequest
from shared.bus import outbox
from shared.events.rooms import TakeStarted
from shared.ids import AgencyId, SessionId, TakeId, new_id
from shared.tenancy import Connection

MOST_MARKERS = 500
"""Of one take."""
MOST_TRIES = 10
"""Far more than a session has rooms that may start a take in the same moment."""


class Fenced(Exception):
    """Another node has recorded in this room under a newer lease."""


async def start(
    tx: Connection, request: TakeRequest, parts: Iterable[ParticipantRecording]
) -> Take:
    """Write down a take that begins; its number is the next for session, role and scene.

    Raises:
        RoleUnknown: the production has no such role.
        Fenced: the room's lease is not the newest.
    """
    role_name = await role_of(tx, request)
    take_id = TakeId(new_id())
    number = await _numbered(tx, request, take_id, role_name)
    await tx.executemany(
        """INSERT INTO recording (id, take_id, who, name, candidate_id, role_name, started_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        [
            (
                part.id,
                take_id,
                part.who,
                part.name,
                part.candidate_id,
                part.role_name,
                request.started_at,
            )
            for part in parts
        ],
    )
    await tx.execute(
        "INSERT INTO platform.recording_lease (take_id, agency_id) VALUES ($1, $2)",
        take_id,
        request.agency_id,
    )
    started = TakeStarted(
        agency_id=request.agency_id, session_id=request.session_id, take_id=take_id
    )
    await outbox.publish(tx, "rooms", started)
    return request.started(take_id, role_name, number)


async def role_of(tx: Connection, request: TakeRequest) -> str:
    """Return the name of the requested role. Raises RoleUnknown."""
    name: str | None = await tx.fetchval(
        "SELECT name FROM gateway_role_v1 WHERE id = $1 AND production_id = $2",
        request.role_id,
        request.production_id,
    )
    if name is None:
        raise RoleUnknown
    return name


async def _numbered(tx: Connection, request: TakeRequest, take_id: TakeId, role_name: str) -> int:
    """Insert the take under the next number; again when another room took that just now."""
    for _ in range(MOST_TRIES):
        number = await _inserted(tx, request, take_id, role_name)
        if number is not None:
            return number
    raise Fenced


async def _inserted(
    tx: Connection, request: TakeRequest, take_id: TakeId, role_name: str
) -> int | None:
    """Insert the take; None when it is fenced, or its number is taken by now."""
    number: int | None = await tx.fetchval(
        """INSERT INTO take (id, session_id, room, production_id, role_id, role_name, scene, name,
            number, phase, started_by, started_at, fence)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, coalesce(max(number), 0) + 1, 'recording', $9,
            $10, $11
        FROM take WHERE session_id = $2 AND role_id = $5 AND scene = $7
        HAVING NOT EXISTS (SELECT 1 FROM take WHERE session_id = $2 AND room = $3 AND fence > $11)
        ON CONFLICT (session_id, role_id, scene, number) DO NOTHING
        RETURNING number""",
        take_id,
        request.session_id,
        request.room,
        request.production_id,
        request.role_id,
        role_name,
        request.scene,
        request.name,
        request.started_by,
        request.started_at,
        request.fence,
    )
    return number


async def rename(tx: Connection, session_id: SessionId, take_id: TakeId, name: str) -> bool:
    """Name a take of this session, at most 80 characters; False when it has no such take."""
    return bool(
        await tx.fetchval(
            "UPDATE take SET name = $3 WHERE id = $1 AND session_id = $2 RETURNING true",
            take_id,
            session_id,
            name,
        )
    )


async def mark(tx: Connection, take: Take, at: datetime, text: str, who: str, name: str) -> bool:
    """Mark the moment `at` of a take, in at most 200 characters, by somebody; False when the take
    has all the markers that it may have."""
    return bool(
        await tx.fetchval(
            """INSERT INTO marker (id, take_id, at_ms, text, who, name)
            SELECT $1, $2, $3, $4, $5, $6 FROM marker WHERE take_id = $2 HAVING count(*) < $7
            RETURNING true""",
            new_id(),
            take.id,
            max(0, (at - take.started_at) // timedelta(milliseconds=1)),
            text,
            who,
            name,
            MOST_MARKERS,
        )
    )


async def of_session(tx: Connection, agency: AgencyId, session_id: SessionId) -> list[Take]:
    """List a session's takes, of all its rooms, oldest first."""
    rows = await tx.fetch(
        """SELECT id, session_id, room, production_id, role_id, role_name, scene, name, number,
            phase, started_by, started_at, stopped_at, finish_percent, ended_because
        FROM take WHERE session_id = $1 ORDER BY started_at, id""",
        session_id,
    )
    return [Take(agency_id=agency, **row) for row in rows]
