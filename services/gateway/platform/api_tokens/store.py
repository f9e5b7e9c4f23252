"""`gateway.api_token`."""

from uuid import UUID

from services.gateway.platform.api_tokens.model import ApiToken, NewToken, permissions_of
from services.gateway.web.authentication import ApiClient, SignedIn
from services.gateway.web.desk import Agency, Person
from shared.ids import AgencyId, PersonId
from shared.tenancy import Connection


async def add(
    connection: Connection,
    key: UUID,
    agency: AgencyId,
    person: PersonId,
    token_hash: bytes,
    new: NewToken,
) -> None:
    await connection.execute(
        """INSERT INTO gateway.api_token
            (id, agency_id, person_id, token_hash, name, scopes, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, now() + $7::interval)""",
        key,
        agency,
        person,
        token_hash,
        new.name,
        list(dict.fromkeys(new.scopes)),
        new.lifetime,
    )


async def usable(connection: Connection, agency: AgencyId) -> int:
    count: int = await connection.fetchval(
        """SELECT count(*) FROM gateway.api_token
        WHERE agency_id = $1 AND revoked_at IS NULL AND expires_at > now()""",
        agency,
    )
    return count


async def tokens(connection: Connection, agency: AgencyId) -> list[ApiToken]:
    rows = await connection.fetch(
        """SELECT t.id, t.name, t.scopes,
            coalesce(nullif(p.name, ''), p.email_as_typed, p.email, '') AS maker,
            t.made_at, t.expires_at, t.used_at, t.revoked_at, t.expires_at <= now() AS expired
        FROM gateway.api_token t LEFT JOIN platform.billing_person_v1 p ON p.id = t.person_id
        WHERE t.agency_id = $1 ORDER BY t.made_at DESC, t.id LIMIT 200""",
        agency,
    )
    return [ApiToken(**row) for row in rows]


async def revoke(connection: Connection, agency: AgencyId, token: UUID) -> bool:
    return bool(
        await connection.fetchval(
            """UPDATE gateway.api_token SET revoked_at = coalesce(revoked_at, now())
            WHERE agency_id = $1 AND id = $2 RETURNING true""",
            agency,
            token,
        )
    )


async def client(connection: Connection, token_hash: bytes) -> ApiClient | None:
    """Return for whom a token works, with the role that they have in its agency now."""
    row = await connection.fetchrow(
        """SELECT t.id AS token_id, t.scopes, p.id,
            coalesce(p.email_as_typed, p.email) AS email, p.name,
            a.id AS agency_id,
            a.name AS agency_name, m.role, m.productions,
            coalesce(t.used_at < now() - interval '1 minute', true) AS stale
        FROM gateway.api_token t
        JOIN platform.billing_membership_v1 m
            ON m.agency_id = t.agency_id AND m.person_id = t.person_id
        JOIN platform.billing_person_v1 p ON p.id = m.person_id
        JOIN platform.billing_agency_v1 a ON a.id = m.agency_id
        WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > now()""",
        token_hash,
    )
    if row is None:
        return None
    if row["stale"]:
        await _note_use(connection, token_hash)
    works_for = SignedIn(
        Person(PersonId(row["id"]), row["email"], row["name"]),
        Agency(AgencyId(row["agency_id"]), row["agency_name"]),
        row["role"],
        tuple(row["productions"]),
    )
    return ApiClient(row["token_id"], works_for, permissions_of(row["scopes"]))


async def _note_use(connection: Connection, token_hash: bytes) -> None:
    """Note when a token was last used, unless another request does just now."""
    await connection.execute(
        """UPDATE gateway.api_token SET used_at = now() WHERE token_hash = (
            SELECT token_hash FROM gateway.api_token WHERE token_hash = $1
            FOR UPDATE SKIP LOCKED)""",
        token_hash,
    )
