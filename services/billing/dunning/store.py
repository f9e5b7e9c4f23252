"""Which subscriptions have ended, and when."""

from datetime import datetime

from services.billing.subscriptions.model import Subject
from services.billing.subscriptions.store import subject_of
from shared.ids import ProductionId
from shared.tenancy import Connection


async def ended_before(connection: Connection, moment: datetime) -> list[tuple[Subject, datetime]]:
    """Return what ended before a moment and whose deletion is not yet told as due."""
    rows = await connection.fetch(
        """SELECT s.agency_id, s.production_id, s.ended_at FROM platform.subscription s
        WHERE s.status = 'canceled' AND s.ended_at < $1 AND NOT EXISTS (
            SELECT 1 FROM platform.money_notice n WHERE n.production_id = s.production_id
            AND n.about = 'due:' || to_char(s.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'))
        ORDER BY s.ended_at LIMIT 500""",
        moment,
    )
    return [(subject_of(row), row["ended_at"]) for row in rows]


async def is_over(
    connection: Connection,
    production: ProductionId,
    ended_at: datetime,
    notice: str,
    told_by: datetime,
) -> bool:
    """Whether what ended then is still ended, people had this notice of it by a moment, and nobody
    is about to pay for it again."""
    return bool(
        await connection.fetchval(
            """SELECT true FROM platform.subscription s
            WHERE s.production_id = $1 AND s.status = 'canceled' AND s.ended_at = $2
                AND NOT EXISTS (SELECT 1 FROM platform.checkout c
                    WHERE c.production_id = $1 AND c.status = 'open')
                AND EXISTS (SELECT 1 FROM platform.money_notice n
                    WHERE n.production_id = $1 AND n.about = $3 AND n.told_at <= $4)""",
            production,
            ended_at,
            notice,
            told_by,
        )
    )
