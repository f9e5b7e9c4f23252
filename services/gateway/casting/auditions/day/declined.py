"""Offers the slot of who replied that they cannot: they stay candidates, and leave it."""

from services.gateway.casting.auditions.model import Slot
from services.gateway.web.desk import Office
from shared.ids import TalentId


async def leave(office: Office, slot: Slot, besides: TalentId) -> None:
    """Cancel the time of who cannot come to a slot, where somebody else comes to it."""
    await office.connection.execute(
        """UPDATE guest g SET cancelled_at = $3 FROM guest actor
        WHERE actor.slot_id = $1 AND actor.role = 'actor' AND actor.replied = 'cannot'
            AND actor.reply_for = $4 AND actor.talent_id IS DISTINCT FROM $2
            AND actor.id = coalesce(g.client_id, g.id) AND g.session_id = actor.session_id
            AND g.cancelled_at IS NULL""",
        slot.id,
        besides,
        office.now,
        slot.starts_at,
    )
