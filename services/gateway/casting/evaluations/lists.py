"""The list of takes over all productions, as somebody who scores them asks for it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.gateway.casting.evaluations.model import (
    PHASES,
    Choice,
    ListedTake,
    TakeFilters,
    TooManyFound,
)
from services.gateway.web import listing
from services.gateway.web.desk import Desk, Office
from services.gateway.web.listing import COUNTED, Asked, Page
from shared.ids import TakeId

CHOICES = 200
"""So many productions, and roles of one, are offered to narrow the list to."""

# $1 who reads; $2 roles and $3 takes that were found by words, null where none were given;
# $4 productions, $5 role, $6 phases, $7 whether scored, $8 since, $9 until, $10 rows; from $11 the
# place after which the page begins.
_PAGES: Mapping[str, str] = {
    "newest": """SELECT (t.started_at, t.id) AS place, t.id AS take_id
        FROM shown_take t
        WHERE (t.started_at, t.id) < ($11, $12)
            AND t.production_id = ANY($4)
            AND ($5::uuid IS NULL OR t.role_id = $5) AND ($6::text[] IS NULL OR t.phase = ANY($6))
            AND ($7::boolean IS NULL OR $7 = EXISTS (
                SELECT FROM scorecard m WHERE m.take_id = t.id AND m.person_id = $1))
            AND (coalesce($8::date, $9) IS NULL OR t.session_id IN (SELECT id FROM session
                WHERE local_date BETWEEN coalesce($8, '-infinity') AND coalesce($9, 'infinity')))
            AND ($2::uuid[] IS NULL OR t.role_id = ANY($2) OR t.id = ANY($3))
        ORDER BY t.started_at DESC, t.id DESC LIMIT $10""",
    "oldest": """SELECT (t.started_at, t.id) AS place, t.id AS take_id
        FROM shown_take t
        WHERE (t.started_at, t.id) > ($11, $12)
            AND t.production_id = ANY($4)
            AND ($5::uuid IS NULL OR t.role_id = $5) AND ($6::text[] IS NULL OR t.phase = ANY($6))
            AND ($7::boolean IS NULL OR $7 = EXISTS (
                SELECT FROM scorecard m WHERE m.take_id = t.id AND m.person_id = $1))
            AND (coalesce($8::date, $9) IS NULL OR t.session_id IN (SELECT id FROM session
                WHERE local_date BETWEEN coalesce($8, '-infinity') AND coalesce($9, 'infinity')))
            AND ($2::uuid[] IS NULL OR t.role_id = ANY($2) OR t.id = ANY($3))
        ORDER BY t.started_at, t.id LIMIT $10""",
    "rating": """SELECT (m.rating, t.started_at, t.id) AS place, t.id AS take_id
        FROM scorecard m JOIN shown_take t ON t.id = m.take_id
        WHERE m.person_id = $1 AND (m.rating, t.started_at, t.id) < ($11, $12, $13)
            AND t.production_id = ANY($4)
            AND ($5::uuid IS NULL OR t.role_id = $5) AND ($6::text[] IS NULL OR t.phase = ANY($6))
            AND ($7::boolean IS NULL OR $7)
            AND (coalesce($8::date, $9) IS NULL OR t.session_id IN (SELECT id FROM session
                WHERE local_date BETWEEN coalesce($8, '-infinity') AND coalesce($9, 'infinity')))
            AND ($2::uuid[] IS NULL OR t.role_id = ANY($2) OR t.id = ANY($3))
        ORDER BY m.rating DESC, t.started_at DESC, t.id DESC LIMIT $10""",
}


async def takes(desk: Desk, asked: Asked[TakeFilters]) -> Page[ListedTake]:
    """Find the ids of a page first; what else is listed is looked up for those alone.

    One query serves every filter, and no plan is good for all of them: each is planned anew.
    """
    await desk.connection.execute("SET LOCAL plan_cache_mode TO force_custom_plan")
    of = await _productions(desk, asked.filters.production)
    narrowing = _narrowing(desk, asked, of, *await _found(desk, asked))
    rows = await desk.connection.fetch(_PAGES[asked.sort], *narrowing, asked.rows, *asked.after)
    page = await listing.page(asked, rows, _id_of, lambda: _count(desk, narrowing))
    return Page(await _listed(desk, page.items), page.next, page.total)


def _id_of(take_id: UUID) -> TakeId:
    return TakeId(take_id)


async def _listed(desk: Desk, ids: Sequence[TakeId]) -> list[ListedTake]:
    rows = await desk.connection.fetch(
        """SELECT t.id, t.production_id, p.title AS production, t.session_id, s.title AS session,
            s.local_date, s.zone, t.role_id, t.role_name, t.scene, t.number, t.name, t.phase,
            t.started_at,
            (SELECT coalesce(array_agg(r.name) FILTER (WHERE r.candidate_id IS NOT NULL),
                array_agg(r.name), '{}')
                FROM rooms_recording_v1 r WHERE r.take_id = t.id) AS people,
            t.thumbnail_key IS NOT NULL AS pictured, m.rating AS my_rating,
            (SELECT count(*) FROM scorecard c WHERE c.take_id = t.id) AS ratings,
            CASE WHEN m.rating IS NOT NULL THEN (SELECT avg(c.rating)::float FROM scorecard c
                WHERE c.take_id = t.id) END AS mean_rating
        FROM shown_take t JOIN session s ON s.id = t.session_id
        JOIN production p ON p.id = t.production_id
        LEFT JOIN scorecard m ON m.take_id = t.id AND m.person_id = $1
        WHERE t.id = ANY($2::uuid[]) ORDER BY array_position($2, t.id)""",
        desk.person.id,
        ids,
    )
    return [ListedTake(**row) for row in rows]


async def _productions(office: Office, asked: UUID | None) -> list[UUID]:
    """Return those of which takes are listed: what is asked for, else all that are at work."""
    rows = await office.connection.fetch(
        """SELECT id FROM production
        WHERE id = $1 OR $1 IS NULL AND wrapped_at IS NULL AND archived_at IS NULL""",
        asked,
    )
    return [row["id"] for row in rows]


async def _found(
    office: Office, asked: Asked[TakeFilters]
) -> tuple[list[UUID] | None, list[UUID] | None]:
    """Return the roles that have some words in their names, and the takes of people who have.

    Raises:
        TooManyFound
    """
    if not asked.q:
        return None, None
    (row,) = await office.connection.fetch(
        """SELECT ARRAY(SELECT id FROM role
                WHERE lower(extensions.unaccented(name)) LIKE lower(extensions.unaccented($1))
                LIMIT $2) AS roles,
            ARRAY(SELECT DISTINCT r.take_id FROM talent p JOIN guest g ON g.talent_id = p.id
                JOIN shown_take t ON t.session_id = g.session_id
                JOIN rooms_recording_v1 r ON r.take_id = t.id AND r.who = 'guest:' || g.id
                WHERE p.sort_name LIKE lower(extensions.unaccented($1)) LIMIT $2) AS takes""",
        asked.pattern,
        COUNTED + 1,
    )
    if max(len(row["roles"]), len(row["takes"])) > COUNTED:
        raise TooManyFound
    return row["roles"], row["takes"]


async def _count(desk: Desk, narrowing: Sequence[Any]) -> int:
    found: int = await desk.connection.fetchval(
        """SELECT count(*) FROM (SELECT FROM shown_take t
            WHERE t.production_id = ANY($4)
            AND ($5::uuid IS NULL OR t.role_id = $5) AND ($6::text[] IS NULL OR t.phase = ANY($6))
            AND ($7::boolean IS NULL OR $7 = EXISTS (
                SELECT FROM scorecard m WHERE m.take_id = t.id AND m.person_id = $1))
            AND (coalesce($8::date, $9) IS NULL OR t.session_id IN (SELECT id FROM session
                WHERE local_date BETWEEN coalesce($8, '-infinity') AND coalesce($9, 'infinity')))
            AND ($2::uuid[] IS NULL OR t.role_id = ANY($2) OR t.id = ANY($3))
            LIMIT $10) AS found""",
        *narrowing,
        COUNTED + 1,
    )
    return found


def _narrowing(
    desk: Desk,
    asked: Asked[TakeFilters],
    productions: list[UUID],
    roles: list[UUID] | None,
    takes: list[UUID] | None,
) -> Sequence[Any]:
    """Return what the queries of the list take for $1 to $9."""
    filters, scored = asked.filters, asked.filters.scored
    if asked.sort == "rating" and scored is None:
        scored = True  # who has not scored a take has no score to order it by
    return (
        desk.person.id,
        roles,
        takes,
        productions,
        filters.role,
        list(PHASES[filters.state]) if filters.state else None,
        scored,
        filters.since,
        filters.until,
    )


async def productions(office: Office) -> list[Choice]:
    """Return what the list can be narrowed to, by title; what is not at work comes last."""
    rows = await office.connection.fetch(
        """SELECT id, title AS name FROM production
        ORDER BY coalesce(wrapped_at, archived_at) IS NOT NULL, sort_title, id LIMIT $1""",
        CHOICES,
    )
    return [Choice(**row) for row in rows]


async def roles(office: Office, production_id: UUID | None) -> list[Choice]:
    """Return the roles of the production to which the list is narrowed; none where it is not."""
    rows = await office.connection.fetch(
        "SELECT id, name FROM role WHERE production_id = $1 ORDER BY added_at, id LIMIT $2",
        production_id,
        CHOICES,
    )
    return [Choice(**row) for row in rows]
