"""`platform.period`: periods that productions entered. What closes is billed by when it began."""

from datetime import datetime

import msgspec

from services.billing.subscriptions.model import Subject
from shared.ids import ProductionId
from shared.tenancy import Connection
from shared.vocabulary.plans import PlanName


class Closed(msgspec.Struct, frozen=True):
    """A period that is over, with the plan that it had last."""

    starts_at: datetime
    ends_at: datetime
    plan: PlanName


async def enter(
    connection: Connection, subject: Subject, starts_at: datetime, plan: PlanName
) -> None:
    """Note the period that a production is in, and the plan that it has there now."""
    await connection.execute(
        """INSERT INTO platform.period (production_id, starts_at, agency_id, plan)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (production_id, starts_at) DO UPDATE SET plan = $4
            WHERE period.plan <> $4""",
        subject.production_id,
        starts_at,
        subject.agency_id,
        plan,
    )


async def learn(
    connection: Connection, subject: Subject, began: list[datetime], plan: PlanName
) -> None:
    """Note periods of which only invoices tell: with the plan of the one before, or this one. One
    that was seen while it ran keeps its plan."""
    await connection.execute(
        """INSERT INTO platform.period (production_id, starts_at, agency_id, plan)
        SELECT $1, each.starts_at, $3, coalesce((
            SELECT p.plan FROM platform.period p
            WHERE p.production_id = $1 AND p.starts_at < each.starts_at
            ORDER BY p.starts_at DESC LIMIT 1), $4)
        FROM unnest($2::timestamptz[]) AS each (starts_at)
        ON CONFLICT DO NOTHING""",
        subject.production_id,
        began,
        subject.agency_id,
        plan,
    )


async def closed(
    connection: Connection, production: ProductionId, ended_at: datetime | None
) -> list[Closed]:
    """Return the periods that are over and on no bill, oldest first; each ends where the next
    begins, the last one where the subscription ended."""
    rows = await connection.fetch(
        """SELECT starts_at, ends_at, plan FROM (
            SELECT starts_at, plan,
                coalesce(lead(starts_at) OVER (ORDER BY starts_at), $2) AS ends_at
            FROM platform.period WHERE production_id = $1) each
        WHERE ends_at IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM platform.usage_bill b
            WHERE b.production_id = $1 AND b.period_starts_at = each.starts_at)
        ORDER BY starts_at""",
        production,
        ended_at,
    )
    return [Closed(**row) for row in rows]
