"""`platform.usage` and the bills made of it."""

from datetime import datetime
from uuid import UUID

from services.billing.subscriptions.model import Subject
from services.billing.usage.model import Bill
from shared.ids import ProductionId, TakeId
from shared.tenancy import Connection
from shared.vocabulary.entitlements import SubscriptionState


async def production_of(connection: Connection, take: TakeId) -> UUID | None:
    found: UUID | None = await connection.fetchval(
        "SELECT production_id FROM rooms_take_v1 WHERE id = $1", take
    )
    return found


async def add(connection: Connection, subject: Subject, take: TakeId, recorded_ms: int) -> bool:
    """Write a take into the ledger; false when it is in it already."""
    return bool(
        await connection.fetchval(
            """INSERT INTO platform.usage (take_id, agency_id, production_id, recorded_ms)
            VALUES ($1, $2, $3, $4) ON CONFLICT (take_id) DO NOTHING RETURNING true""",
            take,
            subject.agency_id,
            subject.production_id,
            recorded_ms,
        )
    )


async def standing(
    connection: Connection, production: ProductionId
) -> tuple[SubscriptionState, datetime | None]:
    """Return how a production stands, and when its period began."""
    row = await connection.fetchrow(
        """SELECT s.status, s.plan, s.ended_at, s.period_starts_at, (
            SELECT coalesce(sum(u.recorded_ms), 0)::bigint FROM platform.usage u
            WHERE u.production_id = s.production_id AND NOT EXISTS (
                SELECT 1 FROM platform.usage_billed b WHERE b.take_id = u.take_id)) AS recorded_ms
        FROM platform.subscription s WHERE s.production_id = $1""",
        production,
    )
    if row is None:
        return SubscriptionState(status=None), None
    found = dict(row)
    began = found.pop("period_starts_at")
    return SubscriptionState(**found), began


async def tell_once(
    connection: Connection, subject: Subject, about: str, at: datetime | None = None
) -> bool:
    """Note that people are told about something, now or `at`; false when they were before."""
    return bool(
        await connection.fetchval(
            """INSERT INTO platform.money_notice (production_id, agency_id, about, told_at)
            VALUES ($1, $2, $3, coalesce($4, now())) ON CONFLICT DO NOTHING RETURNING true""",
            subject.production_id,
            subject.agency_id,
            about,
            at,
        )
    )


async def unbilled(connection: Connection, production: ProductionId, until: datetime) -> list[UUID]:
    """Return the takes counted before a moment that are on no bill yet."""
    rows = await connection.fetch(
        """SELECT u.take_id FROM platform.usage u WHERE u.production_id = $1 AND u.counted_at < $2
            AND NOT EXISTS (SELECT 1 FROM platform.usage_billed b WHERE b.take_id = u.take_id)""",
        production,
        until,
    )
    return [row["take_id"] for row in rows]


async def recorded(connection: Connection, takes: list[UUID]) -> int:
    total: int = await connection.fetchval(
        """SELECT coalesce(sum(recorded_ms), 0)::bigint FROM platform.usage
        WHERE take_id = ANY($1::uuid[])""",
        takes,
    )
    return total


async def add_bill(
    connection: Connection, bill: Bill, takes: list[UUID], invoice: str, item: str | None
) -> None:
    await connection.execute(
        """INSERT INTO platform.usage_bill (production_id, period_starts_at, agency_id,
            recorded_ms, cents, invoice_id, invoice_item_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        bill.subject.production_id,
        bill.period_starts_at,
        bill.subject.agency_id,
        bill.recorded_ms,
        bill.cents,
        invoice,
        item,
    )
    await connection.execute(
        """INSERT INTO platform.usage_billed (take_id, agency_id, production_id, period_starts_at)
        SELECT take_id, $2, $3, $4 FROM unnest($1::uuid[]) AS each (take_id)""",
        takes,
        bill.subject.agency_id,
        bill.subject.production_id,
        bill.period_starts_at,
    )
