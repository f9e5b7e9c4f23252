"""`platform.repair`: what the nightly look found wrong and put right."""

from services.billing.subscriptions.model import Subject
from shared.ids import new_id
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
