"""The function `search` of the agency whose transaction it is."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from shared.tenancy import Connection


async def search(
    connection: Connection, words: str, kinds: Collection[str], most: int
) -> Mapping[str, list[UUID]]:
    """Return the ids of what is most like some words, by kind, the most alike first."""
    rows = await connection.fetch(
        "SELECT kind, id FROM search($1, $2::text[], $3)", words, list(kinds), most
    )
    found: dict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        found[row["kind"]].append(row["id"])
    return found
