"""What the first page is made of: a query for each of its parts, over all productions in scope."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from services.gateway.casting.dashboards.model import LATE_FOR, Expected, Sitting
from services.gateway.web.desk import Desk

SHOWN = 60
"""How many sessions are read at most, and how many people of them are awaited."""


async def sittings(desk: Desk, first: date, last: date) -> list[Sitting]:
    """Return the sessions of some days where they take place."""
    rows = await desk.connection.fetch(
        """WITH day AS (
            SELECT s.id, s.production_id, s.title, s.zone, s.local_date, s.rooms, s.opened_at,
                min(l.local_start) AS local_start, min(l.starts_at) AS starts_at,
                max(l.starts_at + make_interval(mins => l.minutes)) AS ends_at,
                count(*) FILTER (WHERE l.kind = 'audition') AS slots
            FROM session s JOIN slot l ON l.session_id = s.id
            WHERE s.local_date BETWEEN $1 AND $2
            GROUP BY s.id ORDER BY min(l.starts_at), s.id LIMIT $3)
        SELECT day.id, day.production_id, day.title, p.title AS production, day.zone,
            day.local_date, day.local_start, day.starts_at, day.ends_at, day.rooms, day.opened_at,
            day.slots,
            (SELECT count(*) FROM guest g JOIN access_link link ON link.guest_id = g.id
                WHERE g.session_id = day.id AND g.slot_id IS NOT NULL
                AND link.revoked_at IS NULL) AS invited,
            (SELECT count(DISTINCT v.who) FROM rooms_visit_v1 v
                JOIN guest g ON v.who = 'guest:' || g.id
                JOIN access_link link ON link.guest_id = g.id
                WHERE v.session_id = day.id AND v.place = 'stage' AND v.seen_at IS NOT NULL
                AND g.session_id = day.id AND g.slot_id IS NOT NULL
                AND link.revoked_at IS NULL) AS seen
        FROM day JOIN production p ON p.id = day.production_id
        ORDER BY day.starts_at, day.id""",
        first,
        last,
        SHOWN,
    )
    return [Sitting(**row) for row in rows]


async def expected(desk: Desk, session_ids: Sequence[UUID]) -> list[Expected]:
    """Return who is there and was not seen, and who is late, those who are there first. Who is
    known not to come is not late."""
    rows = await desk.connection.fetch(
        """SELECT g.name, coalesce(r.name, '') AS role, s.id AS session_id, s.zone, l.local_start,
            l.starts_at, came.is_there
        FROM session s JOIN slot l ON l.session_id = s.id
        JOIN guest g ON g.slot_id = l.id AND g.role = 'actor'
        JOIN access_link link ON link.guest_id = g.id AND link.revoked_at IS NULL
        LEFT JOIN role r ON r.id = l.role_id
        CROSS JOIN LATERAL (
            SELECT coalesce(bool_or(v.ended_at IS NULL), false) AS is_there,
                coalesce(bool_or(v.seen_at IS NOT NULL), false) AS seen
            FROM rooms_visit_v1 v WHERE v.session_id = s.id AND v.place = 'stage'
                AND v.who = 'guest:' || g.id) AS came
        WHERE s.id = ANY($1::uuid[]) AND s.opened_at IS NOT NULL AND NOT came.seen
            AND (came.is_there OR l.starts_at BETWEEN $3 AND $2
                AND g.no_show_at IS NULL AND g.cancelled_at IS NULL
                AND NOT coalesce(g.replied = 'cannot' AND g.reply_for = l.starts_at, false))
        ORDER BY came.is_there DESC, l.starts_at, g.id LIMIT $4""",
        session_ids,
        desk.now - timedelta(minutes=1),
        desk.now - LATE_FOR,
        SHOWN,
    )
    return [Expected(**row) for row in rows]


async def steps_done(desk: Desk) -> tuple[bool, bool, bool, bool]:
    """Return whether there is a production, a role, a session, somebody invited."""
    found: list[bool] = await desk.connection.fetchval(
        """SELECT ARRAY[EXISTS (SELECT FROM production), EXISTS (SELECT FROM role),
            EXISTS (SELECT FROM session), EXISTS (SELECT FROM guest)]"""
    )
    started, cast, laid_out, invited = found
    return started, cast, laid_out, invited


async def newest_production(desk: Desk) -> UUID | None:
    found: UUID | None = await desk.connection.fetchval(
        "SELECT id FROM production ORDER BY started_at DESC, id DESC LIMIT 1"
    )
    return found


async def newest_session(desk: Desk) -> UUID | None:
    found: UUID | None = await desk.connection.fetchval(
        """SELECT s.id FROM session s JOIN production p ON p.id = s.production_id
        ORDER BY p.started_at DESC, s.local_date DESC, s.id DESC LIMIT 1"""
    )
    return found
