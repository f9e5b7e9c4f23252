"""`platform.customer` and `platform.checkout`."""

from datetime import timedelta
from typing import Any

from services.billing.checkouts.model import Checkout
from services.billing.subscriptions.store import subject_of
from shared.ids import AgencyId, ProductionId
from shared.tenancy import Connection


async def customer(connection: Connection, agency: AgencyId) -> str | None:
    found: str | None = await connection.fetchval(
        "SELECT stripe_id FROM platform.customer WHERE agency_id = $1", agency
    )
    return found


async def keep_customer(connection: Connection, agency: AgencyId, stripe_id: str) -> None:
    await connection.execute(
        """INSERT INTO platform.customer (agency_id, stripe_id) VALUES ($1, $2)
        ON CONFLICT (agency_id) DO UPDATE SET stripe_id = excluded.stripe_id""",
        agency,
        stripe_id,
    )


async def open_checkout(connection: Connection, production: ProductionId) -> Checkout | None:
    row = await connection.fetchrow(
        """SELECT stripe_id, agency_id, production_id, plan, status FROM platform.checkout
        WHERE production_id = $1 AND status = 'open'""",
        production,
    )
    return _checkout(row) if row else None


async def next_serial(connection: Connection, production: ProductionId) -> int:
    serial: int = await connection.fetchval(
        "SELECT coalesce(max(serial), 0) + 1 FROM platform.checkout WHERE production_id = $1",
        production,
    )
    return serial


async def add_checkout(connection: Connection, checkout: Checkout, serial: int) -> None:
    await connection.execute(
        """INSERT INTO platform.checkout (stripe_id, agency_id, production_id, plan, status, serial)
        VALUES ($1, $2, $3, $4, $5, $6)""",
        checkout.stripe_id,
        checkout.subject.agency_id,
        checkout.subject.production_id,
        checkout.plan,
        checkout.status,
        serial,
    )


async def close_checkout(connection: Connection, stripe_id: str, status: str) -> None:
    await connection.execute(
        "UPDATE platform.checkout SET status = $2 WHERE stripe_id = $1 AND status = 'open'",
        stripe_id,
        status,
    )


async def stale(connection: Connection, age: timedelta, limit: int) -> list[Checkout]:
    """Take open checkouts that nobody looked at for so long; they count as looked at now."""
    rows = await connection.fetch(
        """UPDATE platform.checkout SET looked_at = now() WHERE stripe_id IN (
            SELECT stripe_id FROM platform.checkout
            WHERE status = 'open' AND looked_at < now() - $1::interval
            ORDER BY looked_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING stripe_id, agency_id, production_id, plan, status""",
        age,
        limit,
    )
    return [_checkout(row) for row in rows]


async def is_deleted(connection: Connection, production: ProductionId) -> bool:
    """Whether a production's deletion was told as due: nothing is left to subscribe for."""
    return bool(
        await connection.fetchval(
            """SELECT true FROM platform.money_notice
            WHERE production_id = $1 AND starts_with(about, 'due:') LIMIT 1""",
            production,
        )
    )


def _checkout(row: Any) -> Checkout:
    return Checkout(row["stripe_id"], subject_of(row), row["plan"], row["status"])
