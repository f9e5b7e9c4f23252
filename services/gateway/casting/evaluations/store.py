"""Takes (which rooms writes, and we read), scorecards and outcomes."""

from uuid import UUID

import asyncpg
import msgspec

from services.gateway.casting.evaluations.model import (
    Marker,
    Outcome,
    Owed,
    Recording,
    RecordingNotFound,
    Score,
    Scorecard,
    Take,
    TakeNotFound,
)
from services.gateway.web.desk import Office
from shared.ids import PersonId, TakeId
from shared.tenancy import Connection


async def takes(office: Office, session_id: UUID) -> list[Take]:
    rows = await office.connection.fetch(
        """SELECT id, session_id, production_id, role_name, scene, number, name, room, phase,
            started_at, stopped_at, finish_percent, composite_key, thumbnail_key,
            ended_because, failure
        FROM rooms_take_v1 WHERE session_id = $1 AND ($2::uuid[] IS NULL OR production_id = ANY($2))
        ORDER BY started_at, id""",
        session_id,
        office.production_scope,
    )
    return [Take(**row) for row in rows]


async def take(office: Office, take_id: UUID) -> Take:
    """Raises TakeNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, session_id, production_id, role_name, scene, number, name, room, phase,
            started_at, stopped_at, finish_percent, composite_key, thumbnail_key,
            ended_because, failure
        FROM rooms_take_v1 WHERE id = $1 AND ($2::uuid[] IS NULL OR production_id = ANY($2))""",
        take_id,
        office.production_scope,
    )
    if row is None:
        raise TakeNotFound
    return Take(**row)


async def recordings(office: Office, take_ids: list[TakeId]) -> list[Recording]:
    rows = await office.connection.fetch(
        """SELECT id, take_id, who, name, started_at, object_key, duration_ms, gaps
        FROM rooms_recording_v1 WHERE take_id = ANY($1::uuid[]) AND (
            $2::uuid[] IS NULL OR take_id IN (
                SELECT id FROM rooms_take_v1 WHERE production_id = ANY($2)))
        ORDER BY started_at, id""",
        take_ids,
        office.production_scope,
    )
    return [_recording(row) for row in rows]


async def recording(office: Office, recording_id: UUID) -> Recording:
    """Raises RecordingNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, take_id, who, name, started_at, object_key, duration_ms, gaps
        FROM rooms_recording_v1 WHERE id = $1 AND ($2::uuid[] IS NULL OR take_id IN (
            SELECT id FROM rooms_take_v1 WHERE production_id = ANY($2)))""",
        recording_id,
        office.production_scope,
    )
    if row is None:
        raise RecordingNotFound
    return _recording(row)


def _recording(row: asyncpg.Record) -> Recording:
    return msgspec.convert(dict(row), Recording)


async def markers(office: Office, take_id: UUID) -> list[Marker]:
    rows = await office.connection.fetch(
        """SELECT id, at_ms, text, name FROM rooms_marker_v1
        WHERE take_id = $1 ORDER BY at_ms, id LIMIT 500""",
        take_id,
    )
    return [Marker(**row) for row in rows]


async def put_scorecard(office: Office, take_id: TakeId, person_id: PersonId, score: Score) -> None:
    """Write down a rating; a person's later one of the same take replaces it."""
    await office.connection.execute(
        """INSERT INTO scorecard (take_id, person_id, rating, note, scored_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (take_id, person_id) DO UPDATE SET rating = $3, note = $4, scored_at = $5""",
        take_id,
        person_id,
        score.rating,
        score.note,
        office.now,
    )


async def scorecard(office: Office, take_id: UUID, person_id: PersonId) -> Scorecard | None:
    row = await office.connection.fetchrow(
        """SELECT take_id, person_id, rating, note FROM scorecard
        WHERE take_id = $1 AND person_id = $2""",
        take_id,
        person_id,
    )
    return Scorecard(**row) if row else None


async def add_outcome(office: Office, outcome: Outcome, decided_by: PersonId) -> bool:
    """Write down an answer; false where one was given before."""
    return bool(
        await office.connection.fetchval(
            """INSERT INTO outcome (id, guest_id, slot_id, answer, message, decided_by,
                decided_at, leaves_at, mail_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (guest_id) DO NOTHING RETURNING true""",
            outcome.id,
            outcome.guest_id,
            outcome.slot_id,
            outcome.answer,
            outcome.message,
            decided_by,
            outcome.decided_at,
            outcome.leaves_at,
            outcome.mail_id,
        )
    )


async def remove_outcome(office: Office, outcome_id: UUID) -> Outcome | None:
    """Remove an answer and return it; of two at once, one has it."""
    row = await office.connection.fetchrow(
        """DELETE FROM outcome WHERE id = $1 AND ($2::uuid[] IS NULL OR slot_id IN (
            SELECT l.id FROM slot l JOIN session s ON s.id = l.session_id
            WHERE s.production_id = ANY($2)))
        RETURNING id, guest_id, slot_id, answer, message, decided_at, leaves_at, mail_id""",
        outcome_id,
        office.production_scope,
    )
    return Outcome(**row) if row else None


async def owed(connection: Connection, production_id: UUID) -> list[Owed]:
    """Return the sessions of a production in which actors came who have no answer yet."""
    rows = await connection.fetch(
        """SELECT s.id AS session_id, s.title, count(*)::int AS people
        FROM session s JOIN guest g ON g.session_id = s.id
        WHERE s.production_id = $1 AND g.role = 'actor'
            AND NOT EXISTS (SELECT FROM outcome o WHERE o.guest_id = g.id)
            AND EXISTS (SELECT FROM rooms_visit_v1 v WHERE v.session_id = s.id
                AND v.place = 'stage' AND v.who = 'guest:' || g.id)
        GROUP BY s.id ORDER BY s.local_date, s.id""",
        production_id,
    )
    return [Owed(**row) for row in rows]


async def seen(office: Office, session_id: UUID) -> set[str]:
    """Return who came into a session's rooms, as `guest:<id>` (rooms keeps the visits)."""
    rows = await office.connection.fetch(
        "SELECT DISTINCT who FROM rooms_visit_v1 WHERE session_id = $1 AND place = 'stage'",
        session_id,
    )
    return {row["who"] for row in rows}


async def outcomes(office: Office, session_id: UUID) -> list[Outcome]:
    rows = await office.connection.fetch(
        """SELECT o.id, o.guest_id, o.slot_id, o.answer, o.message, o.decided_at, o.leaves_at,
            o.mail_id
        FROM outcome o JOIN slot s ON s.id = o.slot_id WHERE s.session_id = $1""",
        session_id,
    )
    return [Outcome(**row) for row in rows]
