"""Who was removed from a session's rooms: SQL inside one agency's transaction."""

from services.rooms.protocol.state import Named
from shared.bus import outbox
from shared.events.rooms import PersonRemoved
from shared.ids import SessionId, new_id
from shared.tenancy import Connection
from shared.tickets import BackRoomTicket, StageTicket

Ticket = StageTicket | BackRoomTicket


async def add(tx: Connection, ticket: Ticket, by: str) -> None:
    """Write down that the ticket's person is not to come in again; twice is once."""
    removal = await tx.fetchval(
        """INSERT INTO removal (id, session_id, production_id, who, name, removed_by)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (session_id, who) WHERE let_in_at IS NULL DO NOTHING RETURNING id""",
        new_id(),
        ticket.session_id,
        ticket.production_id,
        ticket.who,
        ticket.name,
        by,
    )
    if removal is None:
        return
    fact = PersonRemoved(
        agency_id=ticket.agency_id,
        session_id=ticket.session_id,
        removal_id=removal,
        who=ticket.who,
        by=by,
    )
    await outbox.publish(tx, "rooms", fact)


async def lift(tx: Connection, session_id: SessionId, who: str, by: str) -> bool:
    """Let somebody come in again; False when they may already."""
    return bool(
        await tx.fetchval(
            """UPDATE removal SET let_in_at = now(), let_in_by = $3
            WHERE session_id = $1 AND who = $2 AND let_in_at IS NULL RETURNING true""",
            session_id,
            who,
            by,
        )
    )


async def of_session(tx: Connection, session_id: SessionId) -> list[Named]:
    """List who may not come in, in the order in which they were removed."""
    rows = await tx.fetch(
        """SELECT who, name FROM removal WHERE session_id = $1 AND let_in_at IS NULL
        ORDER BY removed_at, id""",
        session_id,
    )
    return [Named(row["who"], row["name"]) for row in rows]
