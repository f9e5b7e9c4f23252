"""What rooms keeps of guests: whether they are there, were seen, and may be recorded."""

from uuid import UUID

from services.gateway.web.desk import Office
from shared.vocabulary.consent_statements import STATEMENTS


async def is_there(office: Office, session_id: UUID, who: str) -> bool:
    """Whether somebody is in the waiting room or on the stage now (rooms keeps the visits)."""
    return bool(
        await office.connection.fetchval(
            """SELECT EXISTS (SELECT FROM rooms_visit_v1 WHERE session_id = $1 AND who = $2
                AND place = 'stage' AND ended_at IS NULL)""",
            session_id,
            who,
        )
    )


async def was_seen(office: Office, session_id: UUID, who: str) -> bool:
    """Whether somebody was on stage in a session and was sent back (rooms keeps the visits)."""
    return bool(
        await office.connection.fetchval(
            """SELECT EXISTS (SELECT FROM rooms_visit_v1
                WHERE session_id = $1 AND who = $2 AND seen_at IS NOT NULL)""",
            session_id,
            who,
        )
    )


async def agreed(office: Office, session_id: UUID, who: str) -> bool | None:
    """Return what somebody last said to being recorded (rooms keeps the ledger); None where they
    never did, or agreed to words that nobody knows."""
    answer: bool | None = await office.connection.fetchval(
        """SELECT CASE WHEN NOT agreed THEN false WHEN statement = ANY($3) THEN true END
        FROM rooms_consent_v1 WHERE session_id = $1 AND who = $2
        ORDER BY given_at DESC, id DESC LIMIT 1""",
        session_id,
        who,
        list(STATEMENTS),
    )
    return answer
