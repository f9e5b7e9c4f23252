"""What an event is about, read in its agency as the event is consumed."""

from uuid import UUID

from shared.ids import ProductionId, SessionId
from shared.tenancy import Connection


async def production_of(connection: Connection, session: SessionId) -> ProductionId | None:
    found: ProductionId | None = await connection.fetchval(
        "SELECT production_id FROM session WHERE id = $1", session
    )
    return found


async def outcome(
    connection: Connection, outcome: UUID
) -> tuple[ProductionId, SessionId, str] | None:
    """Return an outcome's production, session and answer."""
    row = await connection.fetchrow(
        """SELECT s.production_id, l.session_id, o.answer FROM outcome o
        JOIN slot l ON l.id = o.slot_id JOIN session s ON s.id = l.session_id WHERE o.id = $1""",
        outcome,
    )
    return (row["production_id"], row["session_id"], row["answer"]) if row else None
