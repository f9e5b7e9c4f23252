"""`platform.repair`: what the nightly look found wrong and put right."""

from datetime import datetime
from uuid import UUID

from services.billing.subscriptions.model import Subject
from shared.ids import AgencyId, new_id
from shared.tenancy import Connection


async def add(connection: Connection, subject: Subject, what: str) -> None:
    await connection.execute(
        """INSERT INTO platform.repair (id, agency_id, production_id, what)
        VALUES ($1, $2, $3, $4)""",
        new_id(),
        subject.agency_id,
        subject.production_id,
        what[:500],
    )


async def tell_settled(
    connection: Connection, before: datetime, now: datetime, limit: int
) -> dict[AgencyId, list[UUID]]:
    """Mark as told what nobody was told of, in agencies whose first such repair is older than a
    moment; return the repairs of each agency, in their order."""
    rows = await connection.fetch(
        """UPDATE platform.repair SET told_at = $2 WHERE told_at IS NULL AND agency_id IN (
            SELECT agency_id FROM platform.repair WHERE told_at IS NULL
            GROUP BY agency_id HAVING min(repaired_at) < $1 LIMIT $3)
        RETURNING agency_id, id""",
        before,
        now,
        limit,
    )
    found: dict[AgencyId, list[UUID]] = {}
    for row in sorted(rows, key=lambda row: row["id"]):
        found.setdefault(AgencyId(row["agency_id"]), []).append(row["id"])
    return found
