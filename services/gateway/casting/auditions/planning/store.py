"""Sessions as they are edited and ended, of the agency whose transaction it is."""

from uuid import UUID

from services.gateway.casting.auditions.planning.model import SessionFields
from services.gateway.web.desk import Office


async def save(office: Office, session_id: UUID, version: int, fields: SessionFields) -> bool:
    """Save what was edited; false where somebody else has saved since."""
    return bool(
        await office.connection.fetchval(
            """UPDATE session SET title = $3, local_date = $4, zone = $5, preparation = $6,
                version = version + 1
            WHERE id = $1 AND version = $2 RETURNING true""",
            session_id,
            version,
            fields.title,
            fields.local_date,
            fields.zone,
            fields.preparation,
        )
    )


async def close_rooms(office: Office, session_id: UUID) -> None:
    """Close a session's rooms: who comes from now on waits in the lobby."""
    await office.connection.execute("UPDATE session SET opened_at = NULL WHERE id = $1", session_id)


async def end(office: Office, session_id: UUID, *, ended: bool) -> bool:
    """End a session, or let it go on; false where that is so already."""
    return bool(
        await office.connection.fetchval(
            """UPDATE session SET ended_at = CASE WHEN $3 THEN $2::timestamptz END
            WHERE id = $1 AND (ended_at IS NULL) = $3 RETURNING true""",
            session_id,
            office.now,
            ended,
        )
    )
