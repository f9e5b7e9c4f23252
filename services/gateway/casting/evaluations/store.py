"""Takes (which rooms writes, and we read), and scorecards."""

from uuid import UUID

import asyncpg
import msgspec

from services.gateway.casting.evaluations.model import (
    Marker,
    Recording,
    RecordingNotFound,
    Score,
    Scorecard,
    Take,
    TakeNotFound,
)
from services.gateway.web.desk import Office
from shared.ids import PersonId, TakeId


async def takes(office: Office, session_id: UUID) -> list[Take]:
    rows = await office.connection.fetch(
        """SELECT id, session_id, production_id, role_name, scene, number, name, room, phase,
            started_at, stopped_at, finish_percent, composite_key, thumbnail_key,
            ended_because, failure
        FROM shown_take WHERE session_id = $1
        ORDER BY started_at, id""",
        session_id,
    )
    return [Take(**row) for row in rows]


async def take(office: Office, take_id: UUID) -> Take:
    """Raises TakeNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, session_id, production_id, role_name, scene, number, name, room, phase,
            started_at, stopped_at, finish_percent, composite_key, thumbnail_key,
            ended_because, failure
        FROM shown_take WHERE id = $1""",
        take_id,
    )
    if row is None:
        raise TakeNotFound
    return Take(**row)


async def recordings(office: Office, take_ids: list[TakeId]) -> list[Recording]:
    rows = await office.connection.fetch(
        """SELECT id, take_id, who, name, started_at, object_key, duration_ms, gaps,
            candidate_id, role_name
        FROM rooms_recording_v1 WHERE take_id = ANY($1::uuid[])
        ORDER BY started_at, id""",
        take_ids,
    )
    return [_recording(row) for row in rows]


async def recording(office: Office, recording_id: UUID) -> Recording:
    """Raises RecordingNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, take_id, who, name, started_at, object_key, duration_ms, gaps,
            candidate_id, role_name
        FROM rooms_recording_v1 r
        WHERE id = $1 AND EXISTS (SELECT FROM shown_take t WHERE t.id = r.take_id)""",
        recording_id,
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
