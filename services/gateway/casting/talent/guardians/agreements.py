"""`guardian_agreement`: what guardians said about recordings of a child, in one production."""

from uuid import UUID

from services.gateway.casting.talent.guardians.model import (
    Agreement,
    AgreementNotFound,
    Guardian,
)
from services.gateway.web.desk import Office
from shared.ids import PersonId, ProductionId, new_id


async def of_talent(office: Office, talent_id: UUID) -> list[Agreement]:
    """Return what was said for a child who was looked up, the newest first."""
    rows = await office.connection.fetch(
        """SELECT a.id, a.talent_id, a.production_id, p.title AS production, a.guardian_id,
            a.guardian_name, a.words, a.agreed, a.noted_by IS NULL AS by_link, a.given_at,
            a.withdrawn_at
        FROM guardian_agreement a JOIN production p ON p.id = a.production_id
        WHERE a.talent_id = $1
        ORDER BY a.given_at DESC, a.id DESC LIMIT 200""",
        talent_id,
    )
    return [Agreement(**row) for row in rows]


async def agreement(office: Office, agreement_id: UUID) -> Agreement:
    """Raises AgreementNotFound."""
    row = await office.connection.fetchrow(
        """SELECT a.id, a.talent_id, a.production_id, p.title AS production, a.guardian_id,
            a.guardian_name, a.words, a.agreed, a.noted_by IS NULL AS by_link, a.given_at,
            a.withdrawn_at
        FROM guardian_agreement a JOIN production p ON p.id = a.production_id
        WHERE a.id = $1""",
        agreement_id,
    )
    if row is None:
        raise AgreementNotFound
    return Agreement(**row)


async def said_last(
    office: Office, guardian_id: UUID, production_id: ProductionId
) -> Agreement | None:
    """Return what a guardian said last in a production."""
    row = await office.connection.fetchrow(
        """SELECT a.id, a.talent_id, a.production_id, p.title AS production, a.guardian_id,
            a.guardian_name, a.words, a.agreed, a.noted_by IS NULL AS by_link, a.given_at,
            a.withdrawn_at
        FROM guardian_agreement a JOIN production p ON p.id = a.production_id
        WHERE a.guardian_id = $1 AND a.production_id = $2
        ORDER BY a.given_at DESC, a.id DESC LIMIT 1""",
        guardian_id,
        production_id,
    )
    return Agreement(**row) if row else None


async def counts(office: Office, talent_id: UUID, production_id: UUID) -> bool:
    """Whether guardians agree, as of now, that a child is recorded in a production: one of them
    does, and none who answers for the child has said no or withdrawn."""
    return bool(
        await office.connection.fetchval(
            """SELECT true FROM agreed_child_in_scope
            WHERE talent_id = $1 AND production_id = $2""",
            talent_id,
            production_id,
        )
    )


async def add(
    office: Office,
    by: Guardian,
    production_id: ProductionId,
    words: str,
    *,
    agreed: bool = True,
    noted_by: PersonId | None = None,
) -> UUID:
    """Write down what a guardian said to some words; return the id of that."""
    agreement_id = new_id()
    await office.connection.execute(
        """INSERT INTO guardian_agreement (id, talent_id, production_id, guardian_id,
            guardian_name, guardian_email, words, agreed, given_at, noted_by, noted_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9)""",
        agreement_id,
        by.talent_id,
        production_id,
        by.id,
        by.name,
        by.email,
        words,
        agreed,
        office.now,
        noted_by,
    )
    return agreement_id


async def withdraw(office: Office, agreement_id: UUID) -> bool:
    """Write down that an agreement counts no more; False where it did not."""
    return bool(
        await office.connection.fetchval(
            """UPDATE guardian_agreement SET withdrawn_at = $2
            WHERE id = $1 AND agreed AND withdrawn_at IS NULL RETURNING true""",
            agreement_id,
            office.now,
        )
    )
