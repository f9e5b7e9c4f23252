"""Notifications of the agency whose transaction it is, and whom each tells."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.auditions.notifying.model import (
    Due,
    Notification,
    NotificationNotFound,
    change_of,
)
from services.gateway.web.desk import Office
from shared.tenancy import Connection


async def add(office: Office, new: Notification) -> None:
    await office.connection.execute(
        """INSERT INTO notification (id, session_id, production_id, words, written_by, made_at,
            leaves_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        new.id,
        new.session_id,
        new.production_id,
        new.words,
        new.written_by,
        office.now,
        new.leaves_at,
    )


async def claim(office: Office, new: Notification, guest_ids: Sequence[UUID]) -> int:
    """Let a notification tell some people of its session, as far as there is something to tell them
    that no other one tells; return how many it tells."""
    claimed = await office.connection.fetch(
        """UPDATE guest SET notification_id = $1 FROM access_link a
        WHERE session_id = $2 AND guest.id = ANY($3::uuid[]) AND notification_id IS NULL
            AND role IN ('actor', 'rep') AND a.guest_id = guest.id AND a.revoked_at IS NULL
            AND (told_at IS NULL OR known_time IS NOT NULL OR cancelled_at IS NOT NULL)
        RETURNING guest.id""",
        new.id,
        new.session_id,
        guest_ids,
    )
    return len(claimed)


async def waiting(office: Office, session_id: UUID) -> list[Notification]:
    """Return what can still be taken back in a session, or is about to leave."""
    rows = await office.connection.fetch(
        """SELECT n.id, n.session_id, n.production_id, n.status, n.words, n.written_by,
            n.leaves_at, count(g.id)::int AS people
        FROM notification n LEFT JOIN guest g ON g.notification_id = n.id
        WHERE n.session_id = $1 AND n.status = 'waiting'
        GROUP BY n.id ORDER BY n.leaves_at, n.id""",
        session_id,
    )
    return [Notification(**row) for row in rows]


async def notification(office: Office, notification_id: UUID) -> Notification:
    """Raises NotificationNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, session_id, production_id, status, words, written_by, leaves_at,
            (SELECT count(*)::int FROM guest g WHERE g.notification_id = n.id) AS people
        FROM notification n WHERE id = $1""",
        notification_id,
    )
    if row is None:
        raise NotificationNotFound
    return Notification(**row)


async def take_back(office: Office, notification_id: UUID) -> bool:
    """Tell nobody; false once it is on its way, or was taken back."""
    taken = await office.connection.fetchval(
        """UPDATE notification SET status = 'taken_back'
        WHERE id = $1 AND status = 'waiting' RETURNING true""",
        notification_id,
    )
    if taken:
        await let_go(office.connection, notification_id)
    return bool(taken)


async def begin(connection: Connection, notification_id: UUID) -> Notification | None:
    """Return what leaves now, and can be taken back no more; None where it was taken back."""
    row = await connection.fetchrow(
        """UPDATE notification SET status = 'sent' WHERE id = $1 AND status = 'waiting'
        RETURNING id, session_id, production_id, status, words, written_by, leaves_at""",
        notification_id,
    )
    return Notification(**row) if row else None


async def recipients(connection: Connection, notification_id: UUID) -> list[UUID]:
    """Return the guests whom a notification tells: actors before their reps."""
    rows = await connection.fetch(
        """SELECT id FROM guest WHERE notification_id = $1
        ORDER BY client_id NULLS FIRST, invited_at, id""",
        notification_id,
    )
    return [row["id"] for row in rows]


async def due(office: Office, guest_id: UUID) -> Due | None:
    """Return what a guest is to be told; None where they know it by now, or have no link."""
    row = await office.connection.fetchrow(
        """SELECT told_at, cancelled_at, lower(known_time) AS was
        FROM guest JOIN access_link a ON a.guest_id = guest.id
        WHERE guest.id = $1 AND a.revoked_at IS NULL
            AND (told_at IS NULL OR known_time IS NOT NULL OR cancelled_at IS NOT NULL)""",
        guest_id,
    )
    if row is None:
        return None
    change = change_of(row["told_at"], row["cancelled_at"])
    return Due(change, row["was"] if change == "moved" else None)


async def let_go(connection: Connection, notification_id: UUID) -> None:
    """End whom a notification tells: those who could not be told stand on the sheet again."""
    await connection.execute(
        "UPDATE guest SET notification_id = NULL WHERE notification_id = $1", notification_id
    )
