"""`platform.stripe_event`: what Stripe sent, once, and how far we are with it."""

from datetime import timedelta

import msgspec

from services.billing.stripe.model import StripeEvent
from shared.tenancy import Connection


async def keep(connection: Connection, event: StripeEvent, body: bytes) -> bool:
    """Store an event; false when it was here before."""
    return bool(
        await connection.fetchval(
            """INSERT INTO platform.stripe_event (id, type, body) VALUES ($1, $2, $3)
            ON CONFLICT (id) DO NOTHING RETURNING true""",
            event.id,
            event.type,
            body.decode(),
        )
    )


async def next_due(connection: Connection) -> StripeEvent | None:
    """Take the event that waits longest, and hold it until the end of the transaction."""
    row = await connection.fetchrow(
        """SELECT body FROM platform.stripe_event
        WHERE state = 'waiting' AND due_at <= now()
        ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED"""
    )
    return msgspec.json.decode(row["body"], type=StripeEvent) if row else None


async def forget(connection: Connection, age: timedelta) -> None:
    """Drop events that came before that and are worked off."""
    await connection.execute(
        """DELETE FROM platform.stripe_event
        WHERE state <> 'waiting' AND received_at < now() - $1::interval""",
        age,
    )


async def settle(connection: Connection, key: str, state: str) -> None:
    await connection.execute(
        "UPDATE platform.stripe_event SET state = $2, error = NULL WHERE id = $1", key, state
    )


async def postpone(connection: Connection, key: str, error: str, pauses: list[timedelta]) -> bool:
    """Try an event again after the pause that its attempts have earned; false after the last."""
    state: str = await connection.fetchval(
        """UPDATE platform.stripe_event SET
            attempts = attempts + 1,
            error = $2,
            state = CASE WHEN attempts >= cardinality($3::interval[]) THEN 'failed' ELSE state END,
            due_at = now() + coalesce(($3::interval[])[attempts + 1], interval '0')
        WHERE id = $1 RETURNING state""",
        key,
        error[:2000],
        pauses,
    )
    return state == "waiting"
