"""Answers of the agency whose transaction it is, and who is owed one."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.candidates.answers.model import (
    Answer,
    AnswerNotFound,
    Standing,
    Waiting,
)
from services.gateway.web.desk import Office
from shared.tenancy import Connection


async def of_candidates(office: Office, candidate_ids: Sequence[UUID]) -> list[Answer]:
    """Return all answers to some candidates that were looked up, the newest first."""
    rows = await office.connection.fetch(
        """SELECT a.id, a.candidate_id, a.production_id, a.decision_id, d.kind, a.message, a.status,
            a.mail_id, a.leaves_at, a.written_at
        FROM answer a JOIN decision d ON d.id = a.decision_id
        WHERE a.candidate_id = ANY($1::uuid[]) ORDER BY a.written_at DESC, a.id DESC""",
        candidate_ids,
    )
    return [Answer(**row) for row in rows]


async def answer(office: Office, answer_id: UUID) -> Answer:
    """Raises AnswerNotFound."""
    row = await office.connection.fetchrow(
        """SELECT a.id, a.candidate_id, a.production_id, a.decision_id, d.kind, a.message, a.status,
            a.mail_id, a.leaves_at, a.written_at
        FROM answer a JOIN decision d ON d.id = a.decision_id
        WHERE a.id = $1""",
        answer_id,
    )
    if row is None:
        raise AnswerNotFound
    return Answer(**row)


async def in_session(office: Office, session_id: UUID) -> list[Standing]:
    """Return how all stand who are or were due in a session that was looked up, by their slots."""
    rows = await office.connection.fetch(
        """SELECT c.id AS candidate_id, c.production_id, c.version, t.name, r.name AS role_name,
            c.status, d.id AS decision_id, d.kind AS decided, p.slot_id, a.id AS answer_id,
            a.status AS answer, a.message, a.mail_id, a.leaves_at, a.written_at,
            link.revoked_at IS NOT NULL AS withdrawn, g.no_show_at IS NOT NULL AS no_show, EXISTS (
                SELECT FROM guest came JOIN rooms_visit_v1 v ON v.session_id = l.session_id
                    AND v.place = 'stage' AND v.who = 'guest:' || came.id
                WHERE came.slot_id = p.slot_id AND came.talent_id = c.talent_id) AS seen
        FROM slot l JOIN slot_participant p ON p.slot_id = l.id
        JOIN candidate c ON c.id = p.candidate_id JOIN talent t ON t.id = c.talent_id
        JOIN role r ON r.id = c.role_id LEFT JOIN guest g ON g.id = p.guest_id
        LEFT JOIN access_link link ON link.guest_id = p.guest_id
        LEFT JOIN LATERAL (SELECT id, kind FROM decision WHERE candidate_id = c.id
            ORDER BY decided_at DESC, id DESC LIMIT 1) AS d ON true
        LEFT JOIN LATERAL (SELECT id, status, message, mail_id, leaves_at, written_at FROM answer
            WHERE decision_id = d.id ORDER BY written_at DESC, id DESC LIMIT 1) AS a ON true
        WHERE l.session_id = $1 ORDER BY l.position, p.added_at, c.id""",
        session_id,
    )
    return [Standing(**row) for row in rows]


async def owed(office: Office, production_id: UUID) -> list[Standing]:
    """Return to whom a production owes an answer: who was seen, and was not told since of what
    was decided last; by their roles."""
    rows = await office.connection.fetch(
        """WITH came AS (
            SELECT DISTINCT ON (p.candidate_id) p.candidate_id, p.slot_id, p.added_at
            FROM slot_participant p JOIN slot l ON l.id = p.slot_id
            JOIN candidate c ON c.id = p.candidate_id
            JOIN guest g ON g.slot_id = p.slot_id AND g.talent_id = c.talent_id
            JOIN rooms_visit_v1 v ON v.session_id = l.session_id AND v.place = 'stage'
                AND v.who = 'guest:' || g.id
            WHERE p.production_id = $1
            ORDER BY p.candidate_id, p.added_at DESC)
        SELECT c.id AS candidate_id, c.production_id, c.version, t.name, r.name AS role_name,
            c.status, d.id AS decision_id, d.kind AS decided, came.slot_id, a.id AS answer_id,
            a.status AS answer, a.message, a.mail_id, a.leaves_at, a.written_at,
            false AS withdrawn, true AS seen
        FROM came JOIN candidate c ON c.id = came.candidate_id
        JOIN talent t ON t.id = c.talent_id JOIN role r ON r.id = c.role_id
        LEFT JOIN LATERAL (SELECT id, kind FROM decision WHERE candidate_id = c.id
            ORDER BY decided_at DESC, id DESC LIMIT 1) AS d ON true
        LEFT JOIN LATERAL (SELECT id, status, message, mail_id, leaves_at, written_at FROM answer
            WHERE decision_id = d.id ORDER BY written_at DESC, id DESC LIMIT 1) AS a ON true
        WHERE c.deleted_at IS NULL AND NOT (
            coalesce(a.status, '') IN ('waiting', 'sent') AND a.written_at >= came.added_at)
        ORDER BY r.added_at, r.id, t.name, c.id""",
        production_id,
    )
    return [Standing(**row) for row in rows]


async def waiting(office: Office, production_id: UUID) -> list[Waiting]:
    """Return the answers of a production that can still be taken back."""
    rows = await office.connection.fetch(
        """SELECT a.id, t.name, d.kind, a.leaves_at FROM answer a
        JOIN decision d ON d.id = a.decision_id JOIN candidate c ON c.id = a.candidate_id
        JOIN talent t ON t.id = c.talent_id
        WHERE a.production_id = $1 AND a.status = 'waiting' AND a.leaves_at > $2
        ORDER BY a.leaves_at, t.name, a.id""",
        production_id,
        office.now,
    )
    return [Waiting(**row) for row in rows]


async def count_owed(connection: Connection, production_id: UUID) -> int:
    """Return how many people a production owes an answer."""
    count: int = await connection.fetchval(
        """SELECT count(*)::int FROM (
            SELECT p.candidate_id, max(p.added_at) AS added_at
            FROM slot_participant p JOIN slot l ON l.id = p.slot_id
            JOIN candidate c ON c.id = p.candidate_id AND c.deleted_at IS NULL
            JOIN guest g ON g.slot_id = p.slot_id AND g.talent_id = c.talent_id
            JOIN rooms_visit_v1 v ON v.session_id = l.session_id AND v.place = 'stage'
                AND v.who = 'guest:' || g.id
            WHERE p.production_id = $1 GROUP BY p.candidate_id) AS came
        WHERE NOT EXISTS (SELECT FROM answer a WHERE a.status IN ('waiting', 'sent')
            AND a.written_at >= came.added_at AND a.decision_id = (
                SELECT id FROM decision WHERE candidate_id = came.candidate_id
                ORDER BY decided_at DESC, id DESC LIMIT 1))""",
        production_id,
    )
    return count


async def was_seen(office: Office, candidate_id: UUID) -> bool:
    """Whether a candidate has come into a room in a slot of theirs (rooms keeps the visits)."""
    return bool(
        await office.connection.fetchval(
            """SELECT EXISTS (SELECT FROM slot_participant p JOIN slot l ON l.id = p.slot_id
                JOIN candidate c ON c.id = p.candidate_id
                JOIN guest g ON g.slot_id = p.slot_id AND g.talent_id = c.talent_id
                JOIN rooms_visit_v1 v ON v.session_id = l.session_id AND v.place = 'stage'
                    AND v.who = 'guest:' || g.id
                WHERE p.candidate_id = $1)""",
            candidate_id,
        )
    )
