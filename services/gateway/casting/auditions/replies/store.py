"""What guests replied, of the agency whose transaction it is."""

from uuid import UUID

from services.gateway.casting.auditions.replies.model import NewReply, Standing
from services.gateway.web.desk import Office


async def standing(office: Office, guest_id: UUID) -> Standing | None:
    """Return how an actor, or a rep for their client, stands to their time; None where they have
    none, or it is cancelled."""
    row = await office.connection.fetchrow(
        """SELECT l.starts_at, g.told_at, a.opened_at, lower(g.known_time) AS known_start,
            g.replied AS reply, g.reply_for
        FROM guest g JOIN guest actor ON actor.id = coalesce(g.client_id, g.id)
        JOIN slot l ON l.id = actor.slot_id JOIN access_link a ON a.guest_id = g.id
        WHERE g.id = $1 AND g.cancelled_at IS NULL""",
        guest_id,
    )
    return Standing(**row) if row else None


async def note_of(office: Office, guest_id: UUID) -> str:
    note: str = await office.connection.fetchval(
        "SELECT reply_note FROM guest WHERE id = $1", guest_id
    )
    return note


async def put(office: Office, guest_id: UUID, new: NewReply, standing: Standing) -> None:
    """Keep a reply, in the place of the one before, for the start that somebody knows."""
    await office.connection.execute(
        """UPDATE guest SET replied = $2, reply_for = $3, reply_note = $4, replied_at = $5
        WHERE id = $1""",
        guest_id,
        new.reply,
        standing.known_start or standing.starts_at,
        new.note,
        office.now,
    )
