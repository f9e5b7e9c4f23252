"""Sessions and people of a production, of the agency whose transaction it is."""

from collections.abc import Mapping
from uuid import UUID

from services.gateway.casting.auditions.overviews.model import (
    ListedPerson,
    ListedSession,
    PersonFilters,
)
from services.gateway.web import listing
from services.gateway.web.desk import Office
from services.gateway.web.listing import COUNTED, Asked, Page


async def sessions(office: Office, production_id: UUID) -> list[ListedSession]:
    """Return the sessions of a production that was looked up, the first ones first."""
    rows = await office.connection.fetch(
        """SELECT s.id, s.title, r.title AS round, s.local_date, s.zone, s.rooms, s.opened_at,
            s.ended_at, day.starts_at, day.local_start, day.ends_at, day.slots, there.people,
            there.confirmed, there.unsent
        FROM session s LEFT JOIN round r ON r.id = s.round_id
        CROSS JOIN LATERAL (
            SELECT min(l.starts_at) AS starts_at, min(l.local_start) AS local_start,
                max(l.starts_at + make_interval(mins => l.minutes)) AS ends_at,
                count(*) FILTER (WHERE l.kind = 'audition')::int AS slots
            FROM slot l WHERE l.session_id = s.id AND l.position IS NOT NULL) AS day
        CROSS JOIN LATERAL (
            SELECT count(*)::int AS people,
                count(*) FILTER (WHERE g.replied = 'confirmed' AND g.reply_for = l.starts_at)::int
                    AS confirmed,
                count(*) FILTER (WHERE g.told_at IS NULL OR g.known_time IS NOT NULL)::int
                    AS unsent
            FROM guest g JOIN slot l ON l.id = g.slot_id
            JOIN access_link a ON a.guest_id = g.id AND a.revoked_at IS NULL
            WHERE g.session_id = s.id AND g.role = 'actor' AND g.cancelled_at IS NULL) AS there
        WHERE s.production_id = $1
        ORDER BY s.local_date, day.starts_at, s.id""",
        production_id,
    )
    return [ListedSession(**row) for row in rows]


# $1 production, $2 search, $3 role, $4 status, $5 rows; from $6 the place after which it begins.
_PAGES: Mapping[str, str] = {
    "name": """WITH shown AS (
            SELECT t.sort_name, c.id, c.talent_id, t.name, c.role_id, r.name AS role_name, c.status,
                c.added_at
            FROM candidate c JOIN role r ON r.id = c.role_id JOIN talent t ON t.id = c.talent_id
            WHERE c.production_id = $1 AND c.deleted_at IS NULL AND (t.sort_name, c.id) > ($6, $7)
                AND t.sort_name LIKE lower(extensions.unaccented($2))
                AND ($3::uuid IS NULL OR c.role_id = $3) AND ($4 = '' OR c.status = $4)
            ORDER BY t.sort_name, c.id LIMIT $5)
        SELECT (sort_name, shown.id) AS place, shown.id, talent_id, name, role_id, role_name,
            status, added_at, newest.session_id, newest.position AS slot_position,
            newest.local_start, newest.starts_at, newest.zone
        FROM shown LEFT JOIN LATERAL (
            SELECT l.session_id, l.position, l.local_start, l.starts_at, s.zone
            FROM slot_participant p JOIN slot l ON l.id = p.slot_id
            JOIN session s ON s.id = l.session_id JOIN guest g ON g.id = p.guest_id
            JOIN access_link a ON a.guest_id = g.id AND a.revoked_at IS NULL
            WHERE p.candidate_id = shown.id AND g.cancelled_at IS NULL
            ORDER BY l.starts_at DESC LIMIT 1) AS newest ON true
        ORDER BY sort_name, shown.id""",
    "newest": """WITH shown AS (
            SELECT c.id, c.talent_id, t.name, c.role_id, r.name AS role_name, c.status, c.added_at
            FROM candidate c JOIN role r ON r.id = c.role_id JOIN talent t ON t.id = c.talent_id
            WHERE c.production_id = $1 AND c.deleted_at IS NULL AND (c.added_at, c.id) < ($6, $7)
                AND t.sort_name LIKE lower(extensions.unaccented($2))
                AND ($3::uuid IS NULL OR c.role_id = $3) AND ($4 = '' OR c.status = $4)
            ORDER BY c.added_at DESC, c.id DESC LIMIT $5)
        SELECT (added_at, shown.id) AS place, shown.id, talent_id, name, role_id, role_name,
            status, added_at, newest.session_id, newest.position AS slot_position,
            newest.local_start, newest.starts_at, newest.zone
        FROM shown LEFT JOIN LATERAL (
            SELECT l.session_id, l.position, l.local_start, l.starts_at, s.zone
            FROM slot_participant p JOIN slot l ON l.id = p.slot_id
            JOIN session s ON s.id = l.session_id JOIN guest g ON g.id = p.guest_id
            JOIN access_link a ON a.guest_id = g.id AND a.revoked_at IS NULL
            WHERE p.candidate_id = shown.id AND g.cancelled_at IS NULL
            ORDER BY l.starts_at DESC LIMIT 1) AS newest ON true
        ORDER BY added_at DESC, shown.id DESC""",
}


async def people(
    office: Office, production_id: UUID, asked: Asked[PersonFilters]
) -> Page[ListedPerson]:
    """Return a page of who is considered in a production that was looked up."""
    rows = await office.connection.fetch(
        _PAGES[asked.sort],
        production_id,
        asked.pattern,
        asked.filters.role,
        asked.filters.status,
        asked.rows,
        *asked.after,
    )
    return await listing.page(
        asked, rows, ListedPerson, lambda: _count(office, production_id, asked)
    )


async def _count(office: Office, production_id: UUID, asked: Asked[PersonFilters]) -> int:
    found: int = await office.connection.fetchval(
        """SELECT count(*) FROM (SELECT FROM candidate c JOIN talent t ON t.id = c.talent_id
            WHERE c.production_id = $1 AND c.deleted_at IS NULL
                AND t.sort_name LIKE lower(extensions.unaccented($2))
                AND ($3::uuid IS NULL OR c.role_id = $3) AND ($4 = '' OR c.status = $4)
            LIMIT $5) AS found""",
        production_id,
        asked.pattern,
        asked.filters.role,
        asked.filters.status,
        COUNTED + 1,
    )
    return found
