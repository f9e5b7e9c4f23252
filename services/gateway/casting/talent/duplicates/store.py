"""`talent_likeness` and `talent_uncompared` of the agency whose transaction it is."""

from uuid import UUID

from services.gateway.casting.talent.duplicates.model import SHOWN, Pair
from services.gateway.web.desk import Office
from shared.tenancy import Connection


async def pairs(office: Office) -> list[Pair]:
    """Return the likeliest pairs that nobody dismissed."""
    rows = await office.connection.fetch(
        """SELECT l.one_id, a.name AS one_name, a.email_as_typed AS one_email,
            l.other_id, b.name AS other_name, b.email_as_typed AS other_email, l.reasons, l.score
        FROM talent_likeness l JOIN talent a ON a.id = l.one_id JOIN talent b ON b.id = l.other_id
        WHERE l.dismissed_at IS NULL AND a.merged_into IS NULL AND a.deleted_at IS NULL
            AND b.merged_into IS NULL AND b.deleted_at IS NULL
        ORDER BY l.score DESC, l.one_id, l.other_id LIMIT $1""",
        SHOWN,
    )
    return [Pair(**row) for row in rows]


async def uncompared(connection: Connection) -> int:
    found: int = await connection.fetchval("SELECT count(*) FROM talent_uncompared")
    return found


async def compare(connection: Connection, most: int) -> int:
    """Compare some of those who were not; return how many."""
    compared: int = await connection.fetchval("SELECT compare_talent($1)", most)
    return compared


async def dismiss(office: Office, one: UUID, other: UUID, who: str) -> bool:
    """Write down that a pair is two people; False where nobody took them for one.

    Who is compared at this moment has their pairs deleted and made anew: then it is there for the
    second statement, which sees what was committed while the first one waited.
    """
    return await _dismiss(office, one, other, who) or await _dismiss(office, one, other, who)


async def _dismiss(office: Office, one: UUID, other: UUID, who: str) -> bool:
    return bool(
        await office.connection.fetchval(
            """UPDATE talent_likeness SET dismissed_by = $3, dismissed_at = now()
            WHERE one_id = least($1, $2::uuid) AND other_id = greatest($1, $2::uuid)
                AND dismissed_at IS NULL
            RETURNING true""",
            one,
            other,
            who,
        )
    )
