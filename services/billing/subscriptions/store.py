"""`platform.subscription`."""

from datetime import datetime, timedelta
from typing import Any

from services.billing.stripe.model import Subscription
from services.billing.subscriptions.model import StoredSubscription, Subject
from shared.ids import AgencyId, ProductionId
from shared.tenancy import Connection
from shared.vocabulary.plans import PlanName


async def lock(connection: Connection, production: ProductionId) -> None:
    """Hold a production until the end of the transaction: what is read at Stripe stays newest."""
    await connection.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"production:{production}"
    )


async def kept(connection: Connection, production: ProductionId) -> StoredSubscription | None:
    row = await connection.fetchrow(
        """SELECT agency_id, production_id, stripe_id, plan, status, started_at
        FROM platform.subscription WHERE production_id = $1""",
        production,
    )
    return _kept(row) if row else None


async def has_agency(connection: Connection, agency: AgencyId) -> bool:
    """Whether an agency is still here; it is held until the end of the transaction."""
    return bool(
        await connection.fetchval(
            "SELECT true FROM platform.agency WHERE id = $1 FOR KEY SHARE", agency
        )
    )


async def any_of(connection: Connection, agency: AgencyId) -> bool:
    """Whether an agency ever had a subscription."""
    return bool(
        await connection.fetchval(
            "SELECT true FROM platform.subscription WHERE agency_id = $1 LIMIT 1", agency
        )
    )


async def keep(
    connection: Connection, subject: Subject, found: Subscription, plan: PlanName
) -> datetime:
    """Write what Stripe has now; return when, which orders the changes of a production."""
    changed_at: datetime = await connection.fetchval(
        """INSERT INTO platform.subscription (production_id, agency_id, stripe_id, plan, status,
            started_at, period_ends_at, cancels_at, period_starts_at, ended_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (production_id) DO UPDATE SET stripe_id = $3, plan = $4, status = $5,
            started_at = $6, period_ends_at = $7, cancels_at = $8, period_starts_at = $9,
            ended_at = $10, looked_at = now(),
            changed_at = clock_timestamp()
        RETURNING changed_at""",
        subject.production_id,
        subject.agency_id,
        found.id,
        plan,
        found.status,
        found.started_at,
        found.period_ends_at,
        found.cancels_at,
        found.period_starts_at,
        found.ended_at,
    )
    return changed_at


async def stale(connection: Connection, age: timedelta, limit: int) -> list[StoredSubscription]:
    """Take running subscriptions that nobody looked at for so long; they count as looked at now."""
    rows = await connection.fetch(
        """UPDATE platform.subscription SET looked_at = now() WHERE production_id IN (
            SELECT production_id FROM platform.subscription
            WHERE status NOT IN ('canceled', 'incomplete_expired')
                AND looked_at < now() - $1::interval
            ORDER BY looked_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING agency_id, production_id, stripe_id, plan, status, started_at""",
        age,
        limit,
    )
    return [_kept(row) for row in rows]


def subject_of(row: Any) -> Subject:
    return Subject(AgencyId(row["agency_id"]), ProductionId(row["production_id"]))


def _kept(row: Any) -> StoredSubscription:
    return StoredSubscription(
        subject_of(row), row["stripe_id"], row["plan"], row["status"], row["started_at"]
    )
