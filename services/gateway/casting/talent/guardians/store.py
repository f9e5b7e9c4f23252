"""`guardian`, `guardian_agreement` and months of birth of the agency whose transaction it is."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.talent.guardians.model import (
    Birth,
    Guardian,
    GuardianFields,
    GuardianNotFound,
    NotNamed,
    Reader,
)
from services.gateway.web.desk import Desk, Office
from shared import addresses
from shared.ids import TalentId


async def of_talent(office: Office, talent_id: UUID) -> list[Guardian]:
    """Return who answers for a child who was looked up, who was added first before the others."""
    rows = await office.connection.fetch(
        """SELECT id, talent_id, name, relation, email_as_typed AS email, phone
        FROM guardian WHERE talent_id = $1 ORDER BY added_at, id""",
        talent_id,
    )
    return [Guardian(**row) for row in rows]


async def guardian(office: Office, guardian_id: UUID) -> Guardian:
    """Return a guardian, of a child who is to be looked up. Raises GuardianNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, talent_id, name, relation, email_as_typed AS email, phone
        FROM guardian WHERE id = $1""",
        guardian_id,
    )
    if row is None:
        raise GuardianNotFound
    return Guardian(**row)


async def add(
    office: Office, talent_id: TalentId, guardian_id: UUID, fields: GuardianFields
) -> None:
    """Raises Invalid: the address is not one."""
    address = addresses.read(fields.email)
    await office.connection.execute(
        """INSERT INTO guardian (id, talent_id, name, relation, email, email_as_typed, phone,
            added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        guardian_id,
        talent_id,
        fields.name,
        fields.relation,
        address.key,
        address.typed,
        fields.phone,
        office.now,
    )


async def update(office: Office, guardian_id: UUID, fields: GuardianFields) -> None:
    """Raises Invalid: the address is not one."""
    address = addresses.read(fields.email)
    await office.connection.execute(
        """UPDATE guardian SET name = $2, relation = $3, email = $4, email_as_typed = $5,
            phone = $6
        WHERE id = $1""",
        guardian_id,
        fields.name,
        fields.relation,
        address.key,
        address.typed,
        fields.phone,
    )


async def delete(office: Office, guardian_id: UUID) -> None:
    await office.connection.execute("DELETE FROM guardian WHERE id = $1", guardian_id)


async def readers(office: Office) -> list[Reader]:
    """Return the members who see talent, and who of them is named to read months of birth."""
    rows = await office.connection.fetch(
        """SELECT m.person_id AS id, m.email, r.person_id IS NOT NULL AS named
        FROM platform.billing_own_member_v1 m
        LEFT JOIN birth_reader r ON r.person_id = m.person_id
        WHERE m.role IN ('owner', 'casting_director', 'associate', 'freelancer')
        ORDER BY m.email"""
    )
    return [Reader(**row) for row in rows]


async def name_readers(desk: Desk, people: Sequence[UUID]) -> None:
    """Name these to read months of birth, and nobody else."""
    await desk.connection.execute(
        "DELETE FROM birth_reader WHERE NOT person_id = ANY($1::uuid[])", people
    )
    await desk.connection.execute(
        """INSERT INTO birth_reader (person_id, named_by, named_at)
        SELECT person_id, $2, $3 FROM unnest($1::uuid[]) AS person_id ON CONFLICT DO NOTHING""",
        people,
        desk.person.id,
        desk.now,
    )


async def is_named(desk: Desk) -> bool:
    """Whether a member may read months of birth; a program may not, whoever it works for."""
    named = await desk.connection.fetchval(
        "SELECT true FROM birth_reader WHERE person_id = $1", desk.person.id
    )
    return bool(named) and desk.token is None


async def birth(desk: Desk, talent_id: TalentId) -> Birth | None:
    """Return when a child who was looked up was born, as far as is known. Raises NotNamed."""
    if not await is_named(desk):
        raise NotNamed
    row = await desk.connection.fetchrow(
        "SELECT year, month FROM talent_birth WHERE talent_id = $1", talent_id
    )
    return Birth(**row) if row else None


async def put_birth(desk: Desk, talent_id: TalentId, born: Birth) -> None:
    """Write down when a child was born, in place of what was. Raises NotNamed."""
    if not await is_named(desk):
        raise NotNamed
    await desk.connection.execute(
        """INSERT INTO talent_birth (talent_id, year, month, entered_by, entered_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (talent_id) DO UPDATE SET year = $2, month = $3, entered_by = $4,
            entered_at = $5""",
        talent_id,
        born.year,
        born.month,
        desk.person.id,
        desk.now,
    )


async def forget_birth(office: Office, talent_id: TalentId) -> None:
    """Forget when somebody was born, who is a minor no more."""
    await office.connection.execute("DELETE FROM talent_birth WHERE talent_id = $1", talent_id)
