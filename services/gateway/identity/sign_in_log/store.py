"""`gateway.sign_in_event`."""

from services.gateway.identity.sign_in_log.model import KEPT, KEPT_FOR, QUIET, SHOWN, Happened, Kind
from shared.ids import AgencyId, PersonId, new_id
from shared.tenancy import Connection


async def note(
    connection: Connection, person: PersonId, kind: Kind, address: str, browser: str
) -> None:
    """Write a line; forget what is too old, or too much."""
    await connection.execute(
        """INSERT INTO gateway.sign_in_event (id, person_id, kind, address, browser)
        VALUES ($1, $2, $3, $4, $5)""",
        new_id(),
        person,
        kind,
        address[:64],
        browser[:400],
    )
    await connection.execute(
        """DELETE FROM gateway.sign_in_event WHERE at < now() - $2::interval OR id IN (
            SELECT id FROM gateway.sign_in_event WHERE person_id = $1
            ORDER BY at DESC OFFSET $3)""",
        person,
        KEPT_FOR,
        KEPT,
    )


async def note_refused_token(
    connection: Connection, token_hash: bytes, address: str, browser: str
) -> None:
    """Write down that somebody came with a token that was good once. Others are nobody's."""
    await connection.execute(
        """INSERT INTO gateway.sign_in_event (id, person_id, kind, address, browser, token_id)
        SELECT $1, t.person_id, 'token_refused', $3, $4, t.id
        FROM gateway.api_token t
        WHERE t.token_hash = $2 AND NOT EXISTS (
            SELECT FROM gateway.sign_in_event e WHERE e.person_id = t.person_id
                AND e.token_id = t.id AND e.at > now() - $5::interval)""",
        new_id(),
        token_hash,
        address[:64],
        browser[:400],
        QUIET,
    )


async def of_person(connection: Connection, person: PersonId) -> list[Happened]:
    """Return what happened to one person's account, the newest first."""
    rows = await connection.fetch(
        """SELECT e.at, coalesce(nullif(p.name, ''), p.email, '') AS who, e.kind, e.address,
            e.browser
        FROM gateway.sign_in_event e JOIN platform.billing_person_v1 p ON p.id = e.person_id
        WHERE e.person_id = $1 AND e.at > now() - $3::interval
        ORDER BY e.at DESC, e.id LIMIT $2""",
        person,
        SHOWN,
        KEPT_FOR,
    )
    return [Happened(**row) for row in rows]


async def of_agency(connection: Connection, agency: AgencyId) -> list[Happened]:
    """Return what happened to the accounts of an agency's members since they are that, the newest
    first; of tokens, its own."""
    rows = await connection.fetch(
        """SELECT e.at, coalesce(nullif(p.name, ''), p.email, '') AS who, e.kind, e.address,
            e.browser
        FROM platform.billing_membership_v1 m
        JOIN gateway.sign_in_event e ON e.person_id = m.person_id AND e.at >= m.joined_at
        JOIN platform.billing_person_v1 p ON p.id = e.person_id
        WHERE m.agency_id = $1 AND e.at > now() - $3::interval
            AND (e.token_id IS NULL OR EXISTS (SELECT FROM gateway.api_token t
                WHERE t.id = e.token_id AND t.agency_id = $1))
        ORDER BY e.at DESC, e.id LIMIT $2""",
        agency,
        SHOWN,
        KEPT_FOR,
    )
    return [Happened(**row) for row in rows]
