"""A production's money, as its agency's transaction sees it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.gateway.casting.subscriptions.model import Repair
from services.gateway.web.desk import Office
from shared.lines import isolated
from shared.tenancy import Connection


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
            """SELECT true FROM platform.billing_own_account_v1
            WHERE production_id = $1 AND status = 'canceled'""",
            production_id,
        )
    )


async def is_held(connection: Connection, production_id: UUID) -> bool:
    """Whether a production is kept by the legal hold of a candidate or a guest of it, as the view
    `binned` says it of what was deleted. The bin has to be open."""
    held: bool = await connection.fetchval(
        """SELECT EXISTS (SELECT FROM candidate c JOIN talent_hold h ON h.talent_id = c.talent_id
                WHERE c.production_id = $1)
            OR EXISTS (SELECT FROM guest g JOIN talent_hold h ON h.talent_id = g.talent_id
                WHERE g.production_id = $1)""",
        production_id,
    )
    return held


async def is_wrapped(connection: Connection, production_id: UUID) -> bool:
    return bool(
        await connection.fetchval(
            "SELECT wrapped_at IS NOT NULL FROM production WHERE id = $1", production_id
        )
    )


async def repairs(office: Office, production_id: UUID) -> list[Repair]:
    """Return what was repaired of a production's money, the latest first."""
    rows = await office.connection.fetch(
        """SELECT p.title, r.what, r.repaired_at
        FROM platform.billing_own_repair_v1 r JOIN production p ON p.id = r.production_id
        WHERE r.production_id = $1 ORDER BY r.repaired_at DESC, r.id LIMIT 20""",
        production_id,
    )
    return [Repair(**row) for row in rows]


async def repairs_named(connection: Connection, ids: Sequence[UUID]) -> list[Repair]:
    rows = await connection.fetch(
        """SELECT coalesce(p.title, '') AS title, r.what, r.repaired_at
        FROM platform.billing_own_repair_v1 r LEFT JOIN production p ON p.id = r.production_id
        WHERE r.id = ANY($1::uuid[]) ORDER BY title, r.repaired_at, r.id LIMIT 200""",
        ids,
    )
    return [Repair(**row) for row in rows]


async def name_of(connection: Connection, production_id: UUID) -> str | None:
    """Return a production's title as it stands in a sentence; None where it is gone."""
    title = await connection.fetchval("SELECT title FROM production WHERE id = $1", production_id)
    return isolated(title) if title is not None else None
