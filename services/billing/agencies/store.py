"""`platform.agency` and `platform.membership`."""

from services.billing.agencies.model import Agency, AgencyNotFound, PersonNotFound
from shared.ids import AgencyId, PersonId
from shared.tenancy import Connection


async def lock_person(connection: Connection, person: PersonId) -> None:
    """Hold a person until the end of the transaction, so that a double click founds once."""
    if not await connection.fetchval(
        "SELECT true FROM platform.person WHERE id = $1 FOR UPDATE", person
    ):
        raise PersonNotFound


async def owned(connection: Connection, owner: PersonId, name: str) -> Agency | None:
    row = await connection.fetchrow(
        """SELECT a.id, a.name FROM platform.agency a
        JOIN platform.membership m ON m.agency_id = a.id AND m.role = 'owner'
        WHERE m.person_id = $1 AND lower(a.name) = lower($2) LIMIT 1""",
        owner,
        name,
    )
    return Agency(AgencyId(row["id"]), row["name"]) if row else None


async def unpaid(connection: Connection, owner: PersonId) -> int:
    """Count the agencies of an owner that never had a subscription."""
    count: int = await connection.fetchval(
        """SELECT count(*) FROM platform.membership m
        WHERE m.person_id = $1 AND m.role = 'owner' AND NOT EXISTS (
            SELECT FROM platform.subscription s WHERE s.agency_id = m.agency_id)""",
        owner,
    )
    return count


async def add(connection: Connection, agency: Agency, owner: PersonId) -> None:
    await connection.execute(
        "INSERT INTO platform.agency (id, name) VALUES ($1, $2)", agency.id, agency.name
    )
    await connection.execute(
        """INSERT INTO platform.membership (agency_id, person_id, role)
        VALUES ($1, $2, 'owner')""",
        agency.id,
        owner,
    )


async def rename(connection: Connection, key: AgencyId, name: str) -> None:
    await connection.execute("UPDATE platform.agency SET name = $2 WHERE id = $1", key, name)


async def hold(connection: Connection, key: AgencyId) -> Agency:
    """Return an agency, and hold it until the end of the transaction."""
    row = await connection.fetchrow(
        "SELECT id, name FROM platform.agency WHERE id = $1 FOR NO KEY UPDATE", key
    )
    if row is None:
        raise AgencyNotFound
    return Agency(AgencyId(row["id"]), row["name"])
