"""`gateway.webhook_delivery`: one row for each fact and webhook; it is the queue, and the log."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from services.gateway.platform.webhooks.delivery.model import (
    Attempt,
    Claimed,
    Delivery,
    DeliveryFilters,
    Status,
    before,
)
from services.gateway.platform.webhooks.model import KindName
from services.gateway.web import listing
from services.gateway.web.listing import Asked, Page
from shared import log as logs
from shared.ids import AgencyId, EventId, new_id
from shared.tenancy import Connection


async def wanting(connection: Connection, kind: KindName) -> list[UUID]:
    """Return the webhooks that want a kind, of the agency whose transaction it is."""
    rows = await connection.fetch(
        "SELECT id FROM gateway.own_webhook WHERE $1 = ANY(kinds) ORDER BY id", kind
    )
    return [row["id"] for row in rows]


async def add(
    connection: Connection, webhooks: list[UUID], kind: KindName, event: EventId, body: str
) -> None:
    """Queue an event for some webhooks, once; it leaves after the commit."""
    cause = logs.correlation()
    await connection.executemany(
        """INSERT INTO gateway.webhook_delivery (id, webhook_id, event_id, kind, body, correlation)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING""",
        [(new_id(), webhook, event, kind, body, cause) for webhook in webhooks],
    )


async def claim(
    connection: Connection, lease: timedelta, busy: Collection[UUID], limit: int
) -> list[Claimed]:
    """Take what is due, one for each webhook that is not busy; oldest first.

    It comes back by itself if the sender dies. Attempts are counted here, so that what kills its
    sender is not tried for ever.
    """
    rows = await connection.fetch(
        """UPDATE gateway.webhook_delivery d
        SET attempts = d.attempts + 1, leased_until = now() + $1::interval
        FROM gateway.webhook w
        WHERE w.id = d.webhook_id AND d.id IN (
            SELECT id FROM gateway.webhook_delivery
            WHERE status = 'waiting' AND (leased_until IS NULL OR leased_until <= now())
                AND id IN (
                    SELECT n.id FROM gateway.webhook v CROSS JOIN LATERAL (
                        SELECT id, due_at FROM gateway.webhook_delivery
                        WHERE webhook_id = v.id AND status = 'waiting' AND due_at <= now()
                            AND (leased_until IS NULL OR leased_until <= now())
                        ORDER BY due_at LIMIT 1) n
                    WHERE v.off_at IS NULL AND v.id <> ALL($2::uuid[])
                    ORDER BY n.due_at LIMIT $3)
            FOR UPDATE SKIP LOCKED)
        RETURNING d.id, d.agency_id, d.webhook_id, d.body, d.attempts, d.leased_until, w.url,
            w.secret, CASE WHEN w.old_secret_until > now() THEN w.old_secret END AS old_secret""",
        lease,
        list(busy),
        limit,
    )
    return [Claimed(**row) for row in rows]


async def close(
    connection: Connection,
    claimed: Claimed,
    attempt: Attempt,
    status: Status,
    again_in: timedelta,
) -> bool:
    """Write an attempt down; False where somebody else has the delivery by now, or it is gone."""
    return bool(
        await connection.fetchval(
            """UPDATE gateway.webhook_delivery
            SET status = $3, due_at = now() + $4::interval, leased_until = NULL,
                tried_at = now(), code = $5, ms = $6, answer = $7
            WHERE id = $1 AND leased_until = $2 AND status = ANY($8) RETURNING true""",
            claimed.id,
            claimed.leased_until,
            status,
            again_in,
            attempt.code,
            attempt.ms,
            attempt.answer,
            before(status),
        )
    )


async def send_again(
    connection: Connection, agency: AgencyId, webhook: UUID, key: UUID
) -> bool | None:
    """Make a delivery due now, with all its attempts; False while it is being sent, None where
    there is none."""
    found: bool | None = await connection.fetchval(
        """WITH wanted AS (
            SELECT id, coalesce(leased_until > now(), false) AS leased
            FROM gateway.webhook_delivery
            WHERE agency_id = $1 AND webhook_id = $2 AND id = $3 FOR UPDATE),
        again AS (
            UPDATE gateway.webhook_delivery d
            SET status = 'waiting', due_at = now(), leased_until = NULL, attempts = 0
            FROM wanted WHERE d.id = wanted.id AND NOT wanted.leased AND d.status = ANY($4))
        SELECT NOT leased FROM wanted""",
        agency,
        webhook,
        key,
        before("waiting"),
    )
    return found


async def log(
    connection: Connection, agency: AgencyId, webhook: UUID, asked: Asked[DeliveryFilters]
) -> Page[Delivery]:
    """Return a page of a webhook's log, newest first."""
    rows = await connection.fetch(
        """SELECT ROW(id) AS place, id, kind, body, status, made_at, due_at, attempts, tried_at,
            code, ms, answer, correlation
        FROM gateway.webhook_delivery
        WHERE agency_id = $1 AND webhook_id = $2 AND id < $3
            AND ($4::text IS NULL OR status = $4)
        ORDER BY id DESC LIMIT $5""",
        agency,
        webhook,
        *asked.after,
        asked.filters.status,
        asked.rows,
    )
    return await listing.page(asked, rows, Delivery)


async def forget(connection: Connection, kept: timedelta, limit: int) -> int:
    """Delete some of what is older than that; return how many lines."""
    rows = await connection.fetch(
        """DELETE FROM gateway.webhook_delivery WHERE id IN (
            SELECT id FROM gateway.webhook_delivery WHERE made_at < now() - $1::interval LIMIT $2)
        RETURNING id""",
        kept,
        limit,
    )
    return len(rows)
