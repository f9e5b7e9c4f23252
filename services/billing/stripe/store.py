"""`platform.stripe_event`: what Stripe sent, once, and how far we are with it."""

from datetime import timedelta

import msgspec

from services.billing.stripe.model import StripeEvent
from shared.tenancy import Connection


async def keep(connection: Connection, arrived: list[tuple[StripeEvent, bytes]]) -> None:
    """Store events; those that were here before are passed over."""
    await connection.execute(
        """INSERT INTO platform.stripe_event (id, type, body)
        SELECT id, type, body FROM unnest($1::text[], $2::text[], $3::text[])
            AS each (id, type, body)
        ON CONFLICT (id) DO NOTHING""",
        [event.id for event, _ in arrived],
        [event.type for event, _ in arrived],
        [body.decode() for _, body in arrived],
    )


async def claim(connection: Connection, lease: timedelta, limit: int) -> list[StripeEvent]:
    """Take the events that wait longest; nobody else takes them before the lease is over."""
    rows = await connection.fetch(
        """UPDATE platform.stripe_event SET due_at = now() + $1::interval WHERE id IN (
            SELECT id FROM platform.stripe_event WHERE state = 'waiting' AND due_at <= now()
            ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING body""",
        lease,
        limit,
    )
    return [msgspec.json.decode(row["body"], type=StripeEvent) for row in rows]


async def forget(connection: Connection, age: timedelta) -> None:
    """Drop events that came before that and are worked off."""
    await connection.execute(
        """DELETE FROM platform.stripe_event
        WHERE state <> 'waiting' AND received_at < now() - $1::interval""",
        age,
    )


async def settle(connection: Connection, keys: list[str], state: str) -> None:
    await connection.execute(
        "UPDATE platform.stripe_event SET state = $2, error = NULL WHERE id = ANY($1::text[])",
        keys,
        state,
    )


async def postpone(
    connection: Connection, keys: list[str], error: str, pauses: list[timedelta]
) -> list[str]:
    """Try events again after the pause that their attempts have earned; return those for which it
    was the last."""
    rows = await connection.fetch(
        """UPDATE platform.stripe_event SET
            attempts = attempts + 1,
            error = $2,
            state = CASE WHEN attempts >= cardinality($3::interval[]) THEN 'failed' ELSE state END,
            due_at = now() + coalesce(($3::interval[])[attempts + 1], interval '0')
        WHERE id = ANY($1::text[]) RETURNING id, state""",
        keys,
        error[:2000],
        pauses,
    )
    return [row["id"] for row in rows if row["state"] == "failed"]
