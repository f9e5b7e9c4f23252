"""Sessions and slots of the agency whose transaction it is."""

from uuid import UUID

from services.gateway.casting.auditions.model import (
    Session,
    SessionNotFound,
    Slot,
    SlotNotFound,
)
from services.gateway.casting.productions import store as productions
from services.gateway.web.desk import Office


async def add_session(office: Office, session: Session, slots: list[Slot]) -> None:
    await office.connection.execute(
        """INSERT INTO session (id, production_id, title, local_date, zone, preparation, rooms,
            round_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        session.id,
        session.production_id,
        session.title,
        session.local_date,
        session.zone,
        session.preparation,
        session.rooms,
        session.round_id,
    )
    await office.connection.executemany(
        """INSERT INTO slot
            (id, session_id, position, kind, role_id, local_start, starts_at, minutes, room)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        [
            (
                s.id,
                s.session_id,
                s.position,
                s.kind,
                s.role_id,
                s.local_start,
                s.starts_at,
                s.minutes,
                s.room,
            )
            for s in slots
        ],
    )


async def sessions(office: Office, production_id: UUID) -> list[Session]:
    rows = await office.connection.fetch(
        """SELECT id, production_id, title, local_date, zone, preparation, opened_at, rooms,
            round_id, version, ended_at
        FROM session WHERE production_id = $1
        ORDER BY local_date, id""",
        production_id,
    )
    return [Session(**row) for row in rows]


async def session(office: Office, session_id: UUID) -> Session:
    """Raises SessionNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, production_id, title, local_date, zone, preparation, opened_at, rooms,
            round_id, version, ended_at
        FROM session WHERE id = $1""",
        session_id,
    )
    if row is None:
        raise SessionNotFound
    return Session(**row)


async def changeable(office: Office, session_id: UUID) -> Session:
    """Return a session in which something is to change. Raises SessionNotFound, ReadOnly."""
    found = await session(office, session_id)
    await productions.changeable(office, found.production_id)
    return found


async def open_room(office: Office, session_id: UUID) -> bool:
    """Note that a session's room is open; false where it was already."""
    return bool(
        await office.connection.fetchval(
            """UPDATE session SET opened_at = $2
            WHERE id = $1 AND opened_at IS NULL RETURNING true""",
            session_id,
            office.now,
        )
    )


async def slots(office: Office, session_id: UUID) -> list[Slot]:
    rows = await office.connection.fetch(
        """SELECT id, session_id, position, kind, role_id, local_start, starts_at, minutes, room
        FROM slot WHERE session_id = $1 AND position IS NOT NULL
        ORDER BY position""",
        session_id,
    )
    return [Slot(**row) for row in rows]


async def slot(office: Office, slot_id: UUID) -> Slot:
    """Raises SlotNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, session_id, position, kind, role_id, local_start, starts_at, minutes, room
        FROM slot WHERE id = $1 AND position IS NOT NULL""",
        slot_id,
    )
    if row is None:
        raise SlotNotFound
    return Slot(**row)
