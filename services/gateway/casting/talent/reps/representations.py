"""`representation`: which rep represents whom, now and before."""

from uuid import UUID

from services.gateway.casting.talent.model import Talent
from services.gateway.casting.talent.reps.model import Rep, Representation
from services.gateway.web.desk import Office


async def of_talent(office: Office, talent_id: UUID) -> list[Representation]:
    """Return the reps of somebody who was looked up, those of now first."""
    rows = await office.connection.fetch(
        """SELECT r.talent_id, talent.name AS talent, r.rep_id, rep.name AS rep,
            rep_firm.name AS firm, rep.email_as_typed AS email, r.covers, r.added_at, r.ended_at
        FROM representation r JOIN talent ON talent.id = r.talent_id
        JOIN rep ON rep.id = r.rep_id AND rep.deleted_at IS NULL
        LEFT JOIN rep_firm ON rep_firm.id = rep.firm_id
        WHERE r.talent_id = $1 ORDER BY r.ended_at DESC NULLS FIRST, r.added_at, r.rep_id""",
        talent_id,
    )
    return [Representation(**row) for row in rows]


async def of_rep(office: Office, rep_id: UUID, most: int = 500) -> list[Representation]:
    """Return whom a rep represents who was looked up, those of now first; at most so many."""
    rows = await office.connection.fetch(
        """SELECT r.talent_id, talent.name AS talent, r.rep_id, rep.name AS rep,
            rep_firm.name AS firm, rep.email_as_typed AS email, r.covers, r.added_at, r.ended_at
        FROM representation r JOIN rep ON rep.id = r.rep_id
        JOIN talent ON talent.id = r.talent_id AND talent.deleted_at IS NULL
            AND talent.merged_into IS NULL
        LEFT JOIN rep_firm ON rep_firm.id = rep.firm_id
        WHERE r.rep_id = $1
        ORDER BY r.ended_at DESC NULLS FIRST, talent.sort_name, talent.id LIMIT $2""",
        rep_id,
        most,
    )
    return [Representation(**row) for row in rows]


async def begin(office: Office, talent: Talent, rep: Rep, covers: str) -> None:
    """Write down that a rep represents somebody: from now on, or again."""
    await office.connection.execute(
        """INSERT INTO representation (talent_id, rep_id, covers, added_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (talent_id, rep_id) DO UPDATE SET covers = $3, ended_at = NULL""",
        talent.id,
        rep.id,
        covers,
        office.now,
    )


async def end(office: Office, talent: Talent, rep_id: UUID) -> bool:
    """Write down that a rep represents somebody no more; False where they did not."""
    return bool(
        await office.connection.fetchval(
            """UPDATE representation SET ended_at = $3
            WHERE talent_id = $1 AND rep_id = $2 AND ended_at IS NULL RETURNING true""",
            talent.id,
            rep_id,
            office.now,
        )
    )
