"""`talent_availability` of the agency whose transaction it is."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.gateway.casting.talent.availability.model import (
    MOST,
    NewStatement,
    Statement,
    StatementNotFound,
)
from services.gateway.web.desk import Desk, Office
from shared.ids import TalentId


async def of_talent(office: Office, talent_id: UUID, since: date) -> list[Statement]:
    """Return what was said of somebody who was looked up, about a day and those after it."""
    return await of_several(office, [talent_id], since)


async def of_several(office: Office, talent_ids: Sequence[UUID], since: date) -> list[Statement]:
    """Return what was said of people who were looked up, about a day and those after it."""
    rows = await office.connection.fetch(
        """SELECT id, talent_id, first_day, last_day, state, source, note, stated_at
        FROM talent_availability WHERE talent_id = ANY($1) AND last_day >= $2
        ORDER BY talent_id, stated_at, id""",
        talent_ids,
        since,
    )
    return [Statement(**row) for row in rows]


async def add(desk: Desk, talent_id: TalentId, statement_id: UUID, new: NewStatement) -> bool:
    """Write a statement down; False where there are too many that count."""
    return bool(
        await desk.connection.fetchval(
            """INSERT INTO talent_availability (id, talent_id, first_day, last_day, state, source,
                note, stated_by, stated_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE (
                SELECT count(*) FROM talent_availability
                WHERE talent_id = $2 AND last_day >= $10) < $11
            RETURNING true""",
            statement_id,
            talent_id,
            new.first_day,
            new.last_day,
            new.state,
            new.source,
            new.note,
            desk.person.id,
            desk.now,
            desk.now.date(),
            MOST,
        )
    )


async def talent_of(office: Office, statement_id: UUID) -> TalentId:
    """Return whom a statement is about. Raises StatementNotFound."""
    found: TalentId | None = await office.connection.fetchval(
        "SELECT talent_id FROM talent_availability WHERE id = $1", statement_id
    )
    if found is None:
        raise StatementNotFound
    return found


async def delete(office: Office, statement_id: UUID) -> None:
    await office.connection.execute("DELETE FROM talent_availability WHERE id = $1", statement_id)
