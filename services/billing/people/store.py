"""`platform.person`."""

from services.billing.people.model import Person
from shared import addresses
from shared.ids import PersonId
from shared.tenancy import Connection


async def keep(connection: Connection, person: Person) -> Person:
    """Add a person, or return the one who has the address; a name fills an empty one."""
    rows = await connection.fetch(
        """INSERT INTO platform.person (id, email, email_as_typed, name) VALUES ($1, $2, $3, $4)
        ON CONFLICT (email) DO UPDATE
        SET name = CASE WHEN person.name = '' THEN excluded.name ELSE person.name END
        RETURNING id, coalesce(email_as_typed, email) AS email, name""",
        person.id,
        addresses.comparable(person.email),
        person.email,
        person.name,
    )
    (row,) = rows
    return Person(PersonId(row["id"]), row["email"], row["name"])


async def rename(connection: Connection, key: PersonId, name: str, before: str) -> Person | None:
    """Give a person another name; None where they are not called as before."""
    row = await connection.fetchrow(
        """UPDATE platform.person SET name = $2 WHERE id = $1 AND name = $3
        RETURNING id, coalesce(email_as_typed, email) AS email, name""",
        key,
        name,
        before,
    )
    return Person(PersonId(row["id"]), row["email"], row["name"]) if row else None
