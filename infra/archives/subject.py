"""Whose records they are: somebody is known by an address, as account, as guest of agencies, and as
one of the people whom agencies know."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from infra.archives.errors import Refused
from infra.archives.tables import Table
from shared import addresses
from shared.tenancy import Connection, schema_of
from shared.tombstones import GuestTombstone, KnownAs, KnownTombstone, Tombstone

# Columns that say whom a row is about. Others (`invited_by`, `rep_id`) say who did something, or
# whom to ask.
_ABOUT = frozenset({
    "who", "email", "recipient", "guest_id", "person_id", "talent_id", "contact_id", "candidate_id",
    "guardian_id", "kept_id", "gone_id", "one_id", "other_id",
})  # fmt: skip
KINDS: tuple[KnownAs, ...] = ("talent", "contact", "rep", "guardian")
"""The tables of people whom an agency knows."""
_BY_ID = frozenset({"guest", "person", "candidate", *KINDS})
_KNOWN = """SELECT 'talent' AS kind, id, lower(email_as_typed) AS typed FROM "{0}".talent
    WHERE email = $1 OR merged_into IN (SELECT id FROM "{0}".talent WHERE email = $1)
    UNION ALL SELECT 'contact', id, lower(email_as_typed) FROM "{0}".contact WHERE email = $1
    UNION ALL SELECT 'rep', id, lower(email_as_typed) FROM "{0}".rep WHERE email = $1
    UNION ALL SELECT 'guardian', id, lower(email_as_typed) FROM "{0}".guardian WHERE email = $1"""
_GUESTS = """SELECT id, lower(email_as_typed) AS typed FROM "{0}".guest
    WHERE lower(email) = $1 OR talent_id = ANY($2::uuid[])"""
_CANDIDATES = 'SELECT id FROM "{0}".candidate WHERE talent_id = ANY($1::uuid[])'


class Known(msgspec.Struct, frozen=True):
    """What an agency knows somebody as: ids by the kinds of `KINDS`, and of their candidates."""

    ids: dict[KnownAs, list[UUID]]
    candidates: list[UUID]

    @property
    def all(self) -> list[UUID]:
        return [*self.candidates, *(each for found in self.ids.values() for each in found)]


NOBODY = Known({}, [])


class Subject(msgspec.Struct, frozen=True):
    """One person; `guests` lists for each agency the ids that they had there, `known` what it knows
    them as.

    `email` is what addresses are compared by, `spellings` are those under which mail went to them,
    in lower case.
    """

    email: str
    person_id: UUID | None
    guests: dict[UUID, list[UUID]]
    spellings: frozenset[str] = frozenset()
    known: dict[UUID, Known] = {}

    @property
    def agencies(self) -> list[UUID]:
        """Where they are more than an account."""
        return list(self.guests | self.known)

    def words(self, agency: UUID | None = None) -> list[str]:
        """Return everything that stands for them in a column."""
        guests = self.guests.get(agency, []) if agency else []
        words = [self.email, *self.spellings, *(w for g in guests for w in (str(g), f"guest:{g}"))]
        if agency:
            words += map(str, self.known.get(agency, NOBODY).all)
        if self.person_id:
            words += [str(self.person_id), f"person:{self.person_id}"]
        return words

    def tombstone(self) -> Tombstone:
        guests = [GuestTombstone(a, guest) for a, ids in self.guests.items() for guest in ids]
        known = [
            KnownTombstone(agency, kind, each)
            for agency, found in self.known.items()
            for kind, ids in found.ids.items()
            for each in ids
        ]
        first = [*(each.guest_id for each in guests), *(each.id for each in known)]
        return Tombstone(
            kind="person",
            id=self.person_id or first[0],
            guests=tuple(guests),
            known=tuple(known),
        )


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
    guests, known = {}, {}
    for agency in await agencies(connection):
        rows = await connection.fetch(_KNOWN.format(schema_of(agency)), key)
        ids = {kind: [row["id"] for row in rows if row["kind"] == kind] for kind in KINDS}
        came = await connection.fetch(_GUESTS.format(schema_of(agency)), key, ids["talent"])
        if rows:
            known[agency] = await as_known(connection, agency, ids)
        if came:
            guests[agency] = [row["id"] for row in came]
        spellings |= {row["typed"] for row in [*rows, *came]}
    if person is None and not guests and not known:
        raise Refused(f"nobody here has the address {email}")
    others = frozenset(spellings - {None, "", key})
    return Subject(key, person["id"] if person else None, guests, others, known)


async def as_known(connection: Connection, agency: UUID, ids: dict[KnownAs, list[UUID]]) -> Known:
    candidates = await connection.fetch(
        _CANDIDATES.format(schema_of(agency)), ids.get("talent", [])
    )
    return Known(ids, [row["id"] for row in candidates])


async def agencies(connection: Connection) -> Sequence[UUID]:
    rows = await connection.fetch("SELECT agency_id FROM platform.tenant ORDER BY provisioned_at")
    return [row["agency_id"] for row in rows]


def about(table: Table) -> str:
    """Return the condition, on `$1::text[]`, that a row is about somebody; '' where none can be."""
    if table.name == "people_import_line":
        return "EXISTS (SELECT FROM unnest(cells) AS cell WHERE lower(cell) = ANY($1::text[]))"
    columns = [column for column in table.columns if column in _ABOUT]
    if table.name in _BY_ID:
        columns.append("id")
    return " OR ".join(f'lower("{column}"::text) = ANY($1::text[])' for column in columns)
