"""The table `audit`: lines are added, and read."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, tzinfo
from uuid import UUID

import asyncpg

from services.gateway.platform.audit.model import VIEWING, Line, Search
from services.gateway.web.desk import Office
from services.gateway.web.listing.model import Place
from shared.ids import AgencyId
from shared.tenancy import Connection


async def add(
    connection: Connection,
    key: UUID,
    who: str,
    act: str,
    thing: str,
    thing_id: UUID | None,
    *,
    at: datetime | None = None,
    address: str = "",
) -> None:
    await connection.execute(
        """INSERT INTO audit (id, at, who, act, thing, thing_id, address)
        VALUES ($1, coalesce($2, clock_timestamp()), $3, $4, $5, $6, $7)""",
        key,
        at,
        who,
        act,
        thing,
        thing_id,
        address,
    )


async def add_each(
    connection: Connection, keys: Sequence[UUID], who: str, act: str, thing: str,
    thing_ids: Sequence[UUID], address: str,
) -> None:  # fmt: skip
    """Add a line for each of some things, in one statement."""
    await connection.execute(
        """INSERT INTO audit (id, at, who, act, thing, thing_id, address)
        SELECT key, clock_timestamp(), $3, $4, $5, thing_id, $6
        FROM unnest($1::uuid[], $2::uuid[]) AS line (key, thing_id)""",
        keys,
        thing_ids,
        who,
        act,
        thing,
        address,
    )


async def add_viewing(
    connection: Connection, who: str, act: str, thing: str, thing_id: UUID, address: str
) -> None:
    """Add a line, unless there was one like it within `VIEWING`.

    Its id is made of what it says and of the hour, so that of two at once only one is added; who
    comes second waits for the first transaction's end.
    """
    await connection.execute(
        """INSERT INTO audit (id, who, act, thing, thing_id, address)
        SELECT encode(substring(sha256(convert_to(concat_ws(
                ' ', $1::text, $2::text, $4::uuid, date_trunc('hour', clock_timestamp(), 'UTC')
            ), 'UTF8')) FOR 16), 'hex')::uuid, $1, $2, $3, $4, $5
        WHERE NOT EXISTS (SELECT FROM audit WHERE who = $1 AND act = $2 AND thing_id = $4
            AND at > clock_timestamp() - $6::interval)
        ON CONFLICT (id) DO NOTHING""",
        who,
        act,
        thing,
        thing_id,
        address,
        VIEWING,
    )


async def lines(
    connection: Connection, search: Search, who: Sequence[str] | None, zone: tzinfo, after: Place,
    most: int,
) -> list[asyncpg.Record]:  # fmt: skip
    """Return lines that answer a search, newest first, after a place; `who` narrows to some people,
    and days are those of `zone`. Each has its `place`."""
    return await connection.fetch(
        """SELECT (at, id) AS place, id, at, who, act, thing, thing_id, address, line, hash
        FROM audit
        WHERE ($1::text[] IS NULL OR who = ANY($1))
            AND ($2::text IS NULL OR strpos(lower(act), lower($2)) > 0)
            AND ($3::text IS NULL OR thing = lower($3) OR thing_id::text = lower($3))
            AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5)
            AND (at, id) < ($6, $7)
        ORDER BY at DESC, id DESC LIMIT $8""",
        who,
        search.act,
        search.thing,
        search.begins(zone),
        search.ends(zone),
        *after,
        most,
    )


async def count(connection: Connection) -> int:
    lines: int = await connection.fetchval("SELECT count(*) FROM audit")
    return lines


async def chained(connection: Connection) -> AsyncIterator[Line]:
    """Yield the lines of the chain that logs had before there were seals, in their order."""
    async for row in connection.cursor(
        """SELECT id, at, who, act, thing, thing_id, address, line, hash
        FROM audit WHERE line IS NOT NULL ORDER BY line""",
        prefetch=1000,
    ):
        yield Line(**row)


async def people_like(connection: Connection, agency: AgencyId, words: str) -> list[str]:
    """Return `person:<id>` of members whose name or address contains some words."""
    rows = await connection.fetch(
        """SELECT p.id FROM platform.billing_membership_v1 m
        JOIN platform.billing_person_v1 p ON p.id = m.person_id
        WHERE m.agency_id = $1 AND strpos(
            lower(concat_ws(' ', p.name, p.email, p.email_as_typed)), lower($2)) > 0""",
        agency,
        words,
    )
    return [f"person:{row['id']}" for row in rows]


async def guests_like(office: Office, words: str) -> list[str]:
    rows = await office.connection.fetch(
        """SELECT id FROM guest WHERE strpos(
            lower(concat_ws(' ', name, email, email_as_typed)), lower($1)) > 0
        LIMIT 1000""",
        words,
    )
    return [f"guest:{row['id']}" for row in rows]


async def names_of_people(connection: Connection, ids: Sequence[UUID]) -> dict[str, str]:
    rows = await connection.fetch(
        """SELECT id, coalesce(nullif(name, ''), email_as_typed, email) AS name
        FROM platform.billing_person_v1
        WHERE id = ANY($1::uuid[])""",
        ids,
    )
    return {f"person:{row['id']}": row["name"] for row in rows}


async def names_of_tokens(connection: Connection, ids: Sequence[UUID]) -> dict[str, str]:
    rows = await connection.fetch(
        "SELECT id, name FROM gateway.api_token WHERE id = ANY($1::uuid[])", ids
    )
    return {f"token:{row['id']}": row["name"] for row in rows}


async def names_of_guests(office: Office, ids: Sequence[UUID]) -> dict[str, str]:
    rows = await office.connection.fetch(
        "SELECT id, name FROM guest WHERE id = ANY($1::uuid[])", ids
    )
    return {f"guest:{row['id']}": row["name"] for row in rows}


async def names_of_guardians(office: Office, ids: Sequence[UUID]) -> dict[str, str]:
    rows = await office.connection.fetch(
        "SELECT id, name FROM guardian WHERE id = ANY($1::uuid[])", ids
    )
    return {f"guardian:{row['id']}": row["name"] for row in rows}


async def agencies(connection: Connection) -> list[AgencyId]:
    rows = await connection.fetch(
        "SELECT id FROM platform.billing_agency_v1 ORDER BY founded_at, id"
    )
    return [AgencyId(row["id"]) for row in rows]
