"""Sessions that are deleted, of the agency whose transaction it is."""

from uuid import UUID

from services.gateway.casting.auditions.deleting.model import Hanging
from services.gateway.casting.auditions.model import Session, SessionNotFound
from services.gateway.web.desk import Office
from shared.ids import ProductionId, SessionId
from shared.tenancy import Connection


async def hanging(office: Office, session: Session) -> Hanging:
    row = await office.connection.fetchrow(
        """SELECT (SELECT count(*)::int FROM guest g JOIN access_link l ON l.guest_id = g.id
                WHERE g.session_id = $1 AND l.revoked_at IS NULL) AS invited,
            (SELECT count(*)::int FROM rooms_take_v1 WHERE session_id = $1) AS takes,
            (SELECT count(DISTINCT who)::int FROM rooms_visit_v1
                WHERE session_id = $1 AND ended_at IS NULL) AS present""",
        session.id,
    )
    return Hanging(**dict(row or {}))


async def hide(office: Office, session_id: SessionId) -> None:
    """Put a session into the bin."""
    await office.connection.execute(
        "UPDATE session SET deleted_at = $2 WHERE id = $1", session_id, office.now
    )


async def restore(office: Office, session_id: UUID) -> None:
    """Take a session out of the bin, which is open. Raises SessionNotFound: it is not there."""
    if not await office.connection.fetchval(
        """UPDATE session SET deleted_at = NULL
        WHERE id = $1 AND deleted_at IS NOT NULL RETURNING true""",
        session_id,
    ):
        raise SessionNotFound


async def has_role_in_bin(office: Office, session_id: UUID) -> bool:
    """Whether a slot of a session is for a role that is deleted."""
    return bool(
        await office.connection.fetchval(
            """SELECT EXISTS (SELECT FROM slot JOIN role ON role.id = slot.role_id
                WHERE slot.session_id = $1 AND role.deleted_at IS NOT NULL)""",
            session_id,
        )
    )


async def production_of(connection: Connection, session_id: UUID) -> ProductionId | None:
    found: ProductionId | None = await connection.fetchval(
        "SELECT production_id FROM session WHERE id = $1", session_id
    )
    return found


async def forget(connection: Connection, session_id: UUID) -> None:
    """Remove a session from the bin for good."""
    await connection.execute("SELECT forget_session($1)", session_id)
