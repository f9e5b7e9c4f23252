"""What an event is about, read in its agency as the event is consumed."""

from uuid import UUID

from shared.ids import ProductionId, SessionId, SlotId
from shared.tenancy import Connection


async def production_of(connection: Connection, session: SessionId) -> ProductionId | None:
    found: ProductionId | None = await connection.fetchval(
        "SELECT production_id FROM session WHERE id = $1", session
    )
    return found


async def outcome(
    connection: Connection, answer: UUID, slot: SlotId
) -> tuple[ProductionId, SessionId, str] | None:
    """Return the production and session of an answer, and what was decided, in the words of
    `outcome.given`."""
    row = await connection.fetchrow(
        """SELECT a.production_id, l.session_id, CASE d.kind WHEN 'pin' THEN 'hold'
            WHEN 'choose' THEN 'offer' ELSE d.kind END AS answer
        FROM answer a JOIN decision d ON d.id = a.decision_id JOIN slot l ON l.id = $2
        WHERE a.id = $1""",
        answer,
        slot,
    )
    return (row["production_id"], row["session_id"], row["answer"]) if row else None
