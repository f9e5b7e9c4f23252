"""Whose records they are: somebody is known by an address, as account and as guest of agencies."""

from uuid import UUID

import msgspec

from infra.archives.errors import Refused
from infra.archives.tables import Table
from shared import addresses
from shared.tenancy import Connection, schema_of
from shared.tombstones import GuestTombstone, Tombstone

# Columns that say whom a row is about. Others (`invited_by`) say who did something.
_ABOUT = frozenset({"who", "email", "recipient", "guest_id", "person_id"})


class Subject(msgspec.Struct, frozen=True):
    """One person; `guests` lists for each agency the ids that they had there.

    `email` is what addresses are compared by, `spellings` are those under which mail went to them,
    in lower case.
    """

    email: str
    person_id: UUID | None
    guests: dict[UUID, list[UUID]]
    spellings: frozenset[str] = frozenset()

    def words(self, agency: UUID | None = None) -> list[str]:
        """Return everything that stands for them in a column."""
        guests = self.guests.get(agency, []) if agency else []
        words = [self.email, *self.spellings, *(w for g in guests for w in (str(g), f"guest:{g}"))]
        if self.person_id:
            words += [str(self.person_id), f"person:{self.person_id}"]
        return words

    def tombstone(self) -> Tombstone:
        pairs = ((agency, guest) for agency, ids in self.guests.items() for guest in ids)
        guests = tuple(GuestTombstone(*pair) for pair in pairs)
        return Tombstone(kind="person", id=self.person_id or guests[0].guest_id, guests=guests)


async def find(connection: Connection, email: str) -> Subject:
    """Look for somebody by their address.

    Raises:
        Refused: nobody here has it.
    """
    key = addresses.comparable(email)
    person = await connection.fetchrow(
        "SELECT id, lower(email_as_typed) AS typed FROM platform.person WHERE lower(email) = $1",
        key,
    )
    spellings = {person["typed"]} if person else set()
    guests = {}
    for agency in await agencies(connection):
        rows = await connection.fetch(
            f"""SELECT id, lower(email_as_typed) AS typed FROM "{schema_of(agency)}".guest
            WHERE lower(email) = $1""",  # noqa: S608
            key,
        )
        if rows:
            guests[agency] = [row["id"] for row in rows]
            spellings |= {row["typed"] for row in rows}
    if person is None and not guests:
        raise Refused(f"nobody here has the address {email}")
    known = frozenset(spellings - {None, key})
    return Subject(key, person["id"] if person else None, guests, known)


async def agencies(connection: Connection) -> list[UUID]:
    rows = await connection.fetch("SELECT agency_id FROM platform.tenant ORDER BY provisioned_at")
    return [row["agency_id"] for row in rows]


def about(table: Table) -> str:
    """Return the condition, on `$1::text[]`, that a row is about somebody; '' where none can be."""
    columns = [column for column in table.columns if column in _ABOUT]
    if table.name in {"guest", "person"}:
        columns.append("id")
    return " OR ".join(f'lower("{column}"::text) = ANY($1::text[])' for column in columns)
