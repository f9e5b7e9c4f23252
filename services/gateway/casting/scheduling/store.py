"""Sessions by when they are, and blocked times of members."""

from datetime import datetime
from uuid import UUID

from services.gateway.casting.scheduling.model import (
    Asked,
    BlockedTime,
    BlockedTimeNotFound,
    PlacedSession,
)
from services.gateway.web.desk import Desk, Office

SHOWN = 500
"""How many sessions, and how many blocked times, a calendar has at most."""


async def sessions(
    office: Office, asked: Asked, starts: datetime, ends: datetime
) -> list[PlacedSession]:
    """Return the sessions of some days, the first ones first. Of one room, it is the hours of that
    room. A local date is at most a day away from the instants on it."""
    rows = await office.connection.fetch(
        """WITH placed AS (
            SELECT s.id, s.production_id, s.title, p.title AS production, s.zone, s.rooms,
                coalesce(s.host_id, p.started_by) AS host_id,
                min(l.local_start) AS local_start, min(l.starts_at) AS starts_at,
                max(l.starts_at + make_interval(mins => l.minutes)) AS ends_at
            FROM session s JOIN production p ON p.id = s.production_id
            JOIN slot l ON l.session_id = s.id AND l.position IS NOT NULL
            WHERE s.local_date BETWEEN $1::timestamptz::date - 2 AND $2::timestamptz::date + 1
                AND ($3::uuid IS NULL OR s.production_id = $3)
                AND ($4::int IS NULL OR l.room = $4)
                AND ($5::uuid IS NULL OR coalesce(s.host_id, p.started_by) = $5)
            GROUP BY s.id, p.id)
        SELECT id, production_id, title, production, zone, local_start, starts_at, ends_at, rooms,
            host_id, EXISTS (SELECT FROM blocked_time b WHERE b.person_id = placed.host_id
                AND b.starts_at < placed.ends_at AND b.ends_at > placed.starts_at) AS host_blocked
        FROM placed WHERE starts_at < $2 AND ends_at > $1 ORDER BY starts_at, id LIMIT $6""",
        starts,
        ends,
        asked.production,
        asked.room,
        asked.member,
        SHOWN,
    )
    return [PlacedSession(**row) for row in rows]


async def blocked(
    desk: Desk, member: UUID | None, starts: datetime, ends: datetime
) -> list[BlockedTime]:
    """Return when members are not to be had, or one of them is; a freelancer sees their own."""
    rows = await desk.connection.fetch(
        """SELECT id, person_id, CASE WHEN person_id = $3 THEN title ELSE '' END AS title, zone,
            whole_days, local_start, local_end, starts_at, ends_at, version
        FROM blocked_time WHERE starts_at < $2 AND ends_at > $1
            AND ($4::uuid IS NULL OR person_id = $4) AND ($5 OR person_id = $3)
        ORDER BY starts_at, id LIMIT $6""",
        starts,
        ends,
        desk.person.id,
        member,
        desk.scope == "*",
        SHOWN,
    )
    return [BlockedTime(**row) for row in rows]


async def own(desk: Desk) -> list[BlockedTime]:
    """Return the reader's own blocked times that are not over."""
    rows = await desk.connection.fetch(
        """SELECT id, person_id, title, zone, whole_days, local_start, local_end, starts_at,
            ends_at, version
        FROM blocked_time WHERE person_id = $1 AND ends_at > $2 ORDER BY starts_at, id LIMIT $3""",
        desk.person.id,
        desk.now,
        SHOWN,
    )
    return [BlockedTime(**row) for row in rows]


async def blocked_time(desk: Desk, blocked_id: UUID) -> BlockedTime:
    """Return a blocked time of the reader. Raises BlockedTimeNotFound: none, or somebody else's."""
    row = await desk.connection.fetchrow(
        """SELECT id, person_id, title, zone, whole_days, local_start, local_end, starts_at,
            ends_at, version
        FROM blocked_time WHERE id = $1 AND person_id = $2""",
        blocked_id,
        desk.person.id,
    )
    if row is None:
        raise BlockedTimeNotFound
    return BlockedTime(**row)


async def count_ahead(desk: Desk) -> int:
    found: int = await desk.connection.fetchval(
        "SELECT count(*) FROM blocked_time WHERE person_id = $1 AND ends_at > $2",
        desk.person.id,
        desk.now,
    )
    return found


async def add(desk: Desk, new: BlockedTime) -> None:
    await desk.connection.execute(
        """INSERT INTO blocked_time (id, person_id, title, zone, whole_days, local_start, local_end,
            starts_at, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        new.id,
        new.person_id,
        new.title,
        new.zone,
        new.whole_days,
        new.local_start,
        new.local_end,
        new.starts_at,
        new.ends_at,
    )


async def save(desk: Desk, edited: BlockedTime, version: int) -> bool:
    """Write an edit that was made on a version; False where that is not the newest."""
    return bool(
        await desk.connection.fetchval(
            """UPDATE blocked_time SET title = $4, zone = $5, whole_days = $6, local_start = $7,
                local_end = $8, starts_at = $9, ends_at = $10, version = version + 1
            WHERE id = $1 AND person_id = $2 AND version = $3 RETURNING true""",
            edited.id,
            edited.person_id,
            version,
            edited.title,
            edited.zone,
            edited.whole_days,
            edited.local_start,
            edited.local_end,
            edited.starts_at,
            edited.ends_at,
        )
    )


async def delete(desk: Desk, blocked_id: UUID) -> None:
    await desk.connection.execute(
        "DELETE FROM blocked_time WHERE id = $1 AND person_id = $2", blocked_id, desk.person.id
    )


async def is_member(desk: Desk, person_id: UUID) -> bool:
    found: bool = await desk.connection.fetchval(
        "SELECT EXISTS (SELECT FROM platform.billing_own_member_v1 WHERE person_id = $1)",
        person_id,
    )
    return found


async def host(desk: Desk, session_id: UUID) -> UUID | None:
    """Return who is named to run a session that was looked up."""
    named: UUID | None = await desk.connection.fetchval(
        "SELECT host_id FROM session WHERE id = $1", session_id
    )
    return named


async def set_host(desk: Desk, session_id: UUID, person_id: UUID | None) -> None:
    await desk.connection.execute(
        "UPDATE session SET host_id = $2 WHERE id = $1", session_id, person_id
    )
