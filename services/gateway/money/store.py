"""An agency's own money, as its transaction sees it."""

from datetime import datetime
from uuid import UUID

from services.gateway.desk import Office
from services.gateway.money.model import Account
from shared.tenancy import Connection


async def account(office: Office, production_id: UUID) -> Account | None:
    """Return a production's subscription; None where there never was one."""
    row = await office.connection.fetchrow(
        """SELECT production_id, status, plan, period_starts_at, period_ends_at, cancels_at,
            ended_at, recorded_ms
        FROM platform.own_account WHERE production_id = $1""",
        production_id,
    )
    return Account(**row) if row else None


async def may_record(office: Office, production_id: UUID) -> bool:
    """Whether a production's plan and hours let a take begin."""
    found = await account(office, production_id)
    return found is not None and found.may.record


async def wrap(office: Office, production_id: UUID, at: datetime) -> bool:
    """Put a production away; False where it was already."""
    return bool(
        await office.connection.fetchval(
            """UPDATE production SET wrapped_at = $2 WHERE id = $1 AND wrapped_at IS NULL
            RETURNING true""",
            production_id,
            at,
        )
    )


async def has_ended(connection: Connection, production_id: UUID) -> bool:
    """Whether a production's subscription has ended, by what billing keeps now."""
    return bool(
        await connection.fetchval(
            """SELECT true FROM platform.own_account
            WHERE production_id = $1 AND status = 'canceled'""",
            production_id,
        )
    )


async def payers(connection: Connection) -> list[str]:
    """Return the addresses of those in the agency who pay."""
    rows = await connection.fetch("SELECT email FROM platform.own_payer ORDER BY email")
    return [row["email"] for row in rows]


async def title_of(connection: Connection, production_id: UUID) -> str | None:
    found: str | None = await connection.fetchval(
        "SELECT title FROM production WHERE id = $1", production_id
    )
    return found
