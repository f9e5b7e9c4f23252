"""All times of somebody in a production, on the page of each of their links; and until when a link
leads into a room."""

from datetime import UTC, datetime, time, timedelta

import msgspec

from services.gateway.casting.auditions.model import Guest, Session, Slot
from services.gateway.web.desk import Office
from shared.ids import SessionId

LATE = timedelta(hours=12)
"""A day that runs late keeps nobody out who waits for their turn."""
_LAST_ZONE = timedelta(hours=12)
"""How far behind UTC the day ends where it ends last."""


class OtherTime(msgspec.Struct, frozen=True):
    """When somebody is expected by another invitation of theirs; `roles` are in words."""

    session_id: SessionId
    title: str
    zone: str
    roles: str
    local_start: datetime
    starts_at: datetime
    minutes: int


def way_ends(session: Session, slot: Slot | None) -> datetime:
    """Return when a link leads into the room no more: after its slot, or after the session's day
    for who has none."""
    midnight = datetime.combine(session.local_date + timedelta(days=1), time(), UTC)
    return (slot.ends_at if slot else midnight + _LAST_ZONE) + LATE


async def others(office: Office, actor: Guest) -> list[OtherTime]:
    """Return the other times of an actor in the production that the transaction shows, in their
    order; without those that were withdrawn, and the room that each is in."""
    rows = await office.connection.fetch(
        """SELECT s.id AS session_id, s.title, s.zone, l.local_start, l.starts_at, l.minutes,
            coalesce((SELECT string_agg(r.name, ' and ' ORDER BY p.added_at, r.added_at, r.id)
                FROM slot_participant p JOIN candidate c ON c.id = p.candidate_id
                JOIN role r ON r.id = c.role_id WHERE p.guest_id = g.id), '') AS roles
        FROM guest g JOIN access_link link ON link.guest_id = g.id AND link.revoked_at IS NULL
        JOIN slot l ON l.id = g.slot_id JOIN session s ON s.id = g.session_id
        WHERE g.talent_id = $1 AND g.id <> $2 ORDER BY l.starts_at, g.id LIMIT 50""",
        actor.talent_id,
        actor.id,
    )
    return [OtherTime(**row) for row in rows]
