"""`guardian_agreement`: what guardians agreed to for a child, in one production."""

from uuid import UUID

from services.gateway.casting.talent.guardians.model import (
    Agreement,
    AgreementNotFound,
    Guardian,
)
from services.gateway.web.desk import Desk, Office
from shared.ids import ProductionId


async def of_talent(office: Office, talent_id: UUID) -> list[Agreement]:
    """Return what was agreed for a child who was looked up, the newest first."""
    rows = await office.connection.fetch(
        """SELECT a.id, a.talent_id, a.production_id, p.title AS production, a.guardian_name,
            a.words, a.given_at, a.withdrawn_at
        FROM guardian_agreement a JOIN production p ON p.id = a.production_id
        WHERE a.talent_id = $1
        ORDER BY a.given_at DESC, a.id LIMIT 200""",
        talent_id,
    )
    return [Agreement(**row) for row in rows]


async def agreement(office: Office, agreement_id: UUID) -> Agreement:
    """Raises AgreementNotFound."""
    row = await office.connection.fetchrow(
        """SELECT a.id, a.talent_id, a.production_id, p.title AS production, a.guardian_name,
            a.words, a.given_at, a.withdrawn_at
        FROM guardian_agreement a JOIN production p ON p.id = a.production_id
        WHERE a.id = $1""",
        agreement_id,
    )
    if row is None:
        raise AgreementNotFound
    return Agreement(**row)


async def counts(office: Office, talent_id: UUID, production_id: UUID) -> bool:
    """Whether a guardian agrees, as of now, that a child takes part in a production."""
    return bool(
        await office.connection.fetchval(
            """SELECT true FROM guardian_agreement
            WHERE talent_id = $1 AND production_id = $2 AND withdrawn_at IS NULL LIMIT 1""",
            talent_id,
            production_id,
        )
    )


async def add(
    desk: Desk, agreement_id: UUID, by: Guardian, production_id: ProductionId, words: str
) -> None:
    await desk.connection.execute(
        """INSERT INTO guardian_agreement (id, talent_id, production_id, guardian_id,
            guardian_name, guardian_email, words, given_at, noted_by, noted_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8)""",
        agreement_id,
        by.talent_id,
        production_id,
        by.id,
        by.name,
        by.email,
        words,
        desk.now,
        desk.person.id,
    )


async def withdraw(office: Office, agreement_id: UUID) -> bool:
    """Write down that an agreement counts no more; False where it did not."""
    return bool(
        await office.connection.fetchval(
            """UPDATE guardian_agreement SET withdrawn_at = $2
            WHERE id = $1 AND withdrawn_at IS NULL RETURNING true""",
            agreement_id,
            office.now,
        )
    )
