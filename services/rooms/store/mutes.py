"""Whom a host has muted in a room: SQL inside one agency's transaction."""

from shared.tenancy import Connection
from shared.tickets import BackRoomTicket, StageTicket

Ticket = StageTicket | BackRoomTicket


async def add(tx: Connection, ticket: Ticket, by: str) -> None:
    """Write down that the ticket's person is muted; twice is once."""
    await tx.execute(
        """INSERT INTO mute (session_id, room, who, muted_by) VALUES ($1, $2, $3, $4)
        ON CONFLICT (session_id, room, who) DO NOTHING""",
        ticket.session_id,
        ticket.room,
        ticket.who,
        by,
    )


async def lift(tx: Connection, ticket: Ticket) -> None:
    """Forget that they are muted."""
    await tx.execute(
        "DELETE FROM mute WHERE session_id = $1 AND room = $2 AND who = $3",
        ticket.session_id,
        ticket.room,
        ticket.who,
    )


async def holds(tx: Connection, ticket: Ticket) -> bool:
    """Return whether they are muted."""
    return bool(
        await tx.fetchval(
            "SELECT true FROM mute WHERE session_id = $1 AND room = $2 AND who = $3",
            ticket.session_id,
            ticket.room,
            ticket.who,
        )
    )
