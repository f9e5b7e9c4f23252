"""Takes (which rooms writes, and we read), scorecards and outcomes."""

from uuid import UUID

import asyncpg
import msgspec

from services.gateway.desk import Office
from services.gateway.evaluations.model import (
    Marker,
    Outcome,
    Recording,
    RecordingNotFound,
    Score,
    Scorecard,
    Take,
    TakeNotFound,
)
from shared.ids import PersonId, TakeId


async def takes(office: Office, session_id: UUID) -> list[Take]:
    rows = await office.connection.fetch(
        """SELECT id, session_id, production_id, role_name, scene, number, name, room, phase,
            started_at, stopped_at, finish_percent, composite_key, thumbnail_key,
            ended_because, failure
        FROM take WHERE session_id = $1 AND ($2::uuid[] IS NULL OR production_id = ANY($2))
        ORDER BY started_at, id""",
        session_id,
        office.only,
    )
    return [Take(**row) for row in rows]


async def take(office: Office, take_id: UUID) -> Take:
    """Raises TakeNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, session_id, production_id, role_name, scene, number, name, room, phase,
            started_at, stopped_at, finish_percent, composite_key, thumbnail_key,
            ended_because, failure
        FROM take WHERE id = $1 AND ($2::uuid[] IS NULL OR production_id = ANY($2))""",
        take_id,
        office.only,
    )
    if row is None:
        raise TakeNotFound
    return Take(**row)


async def recordings(office: Office, take_ids: list[TakeId]) -> list[Recording]:
    rows = await office.connection.fetch(
        """SELECT id, take_id, who, name, started_at,
            coalesce(upright_key, object_key) AS object_key, duration_ms, gaps
        FROM recording WHERE take_id = ANY($1::uuid[]) AND ($2::uuid[] IS NULL OR take_id IN (
            SELECT id FROM take WHERE production_id = ANY($2)))
        ORDER BY started_at, id""",
        take_ids,
        office.only,
    )
    return [_recording(row) for row in rows]


async def recording(office: Office, recording_id: UUID) -> Recording:
    """Raises RecordingNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, take_id, who, name, started_at,
            coalesce(upright_key, object_key) AS object_key, duration_ms, gaps
        FROM recording WHERE id = $1 AND ($2::uuid[] IS NULL OR take_id IN (
            SELECT id FROM take WHERE production_id = ANY($2)))""",
        recording_id,
        office.only,
    )
    if row is None:
        raise RecordingNotFound
    return _recording(row)


def _recording(row: asyncpg.Record) -> Recording:
    return msgspec.convert(dict(row), Recording)


async def markers(office: Office, take_id: UUID) -> list[Marker]:
    rows = await office.connection.fetch(
        "SELECT id, at_ms, text, name FROM marker WHERE take_id = $1 ORDER BY at_ms, id LIMIT 500",
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
            """INSERT INTO outcome
                (id, guest_id, slot_id, answer, message, decided_by, decided_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (guest_id) DO NOTHING RETURNING true""",
            outcome.id,
            outcome.guest_id,
            outcome.slot_id,
            outcome.answer,
            outcome.message,
            decided_by,
            outcome.decided_at,
        )
    )


async def outcomes(office: Office, session_id: UUID) -> list[Outcome]:
    rows = await office.connection.fetch(
        """SELECT o.id, o.guest_id, o.slot_id, o.answer, o.message, o.decided_at
        FROM outcome o JOIN slot s ON s.id = o.slot_id WHERE s.session_id = $1""",
        session_id,
    )
    return [Outcome(**row) for row in rows]
