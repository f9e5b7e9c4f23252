"""Sign-in links and sessions, in the gateway's own schema; people as billing keeps them."""

from datetime import timedelta
from uuid import UUID

from services.gateway.identity.sign_in.model import Asked, SignInLink
from services.gateway.web.authentication import SignedIn
from services.gateway.web.desk import Agency, Person
from services.gateway.web.rendering.display import Preferences
from shared.addresses import Address
from shared.ids import AgencyId, PersonId
from shared.tenancy import Connection


async def add_link(
    connection: Connection,
    token_hash: bytes,
    browser_hash: bytes,
    place: str,
    address: Address,
    lifetime: timedelta,
) -> None:
    await connection.execute(
        """INSERT INTO gateway.sign_in_link
            (token_hash, browser_hash, email, email_as_typed, expires_at, place)
        VALUES ($1, $2, $3, $4, now() + $5::interval, $6)""",
        token_hash,
        browser_hash,
        address.key,
        address.typed,
        lifetime,
        place,
    )


async def asked(
    connection: Connection, email: str, browser_hash: bytes, place: str, lifetime: timedelta
) -> Asked | None:
    """Count the links sent to an address just now; None while one is asked for from the same place.

    Nobody waits here, for that would hold a connection. Forgets links of last week.
    """
    await connection.execute(
        "DELETE FROM gateway.sign_in_link WHERE expires_at < now() - interval '7 days'"
    )
    if not await connection.fetchval(
        "SELECT pg_try_advisory_xact_lock(hashtextextended('sign-in ' || $1 || ' ' || $2, 0))",
        email,
        place,
    ):
        return None
    (row,) = await connection.fetch(
        """SELECT
            EXISTS (SELECT FROM gateway.known_browser k
                JOIN platform.billing_person_v1 p ON p.id = k.person_id
                WHERE p.email = $1 AND k.browser_hash = $2) AS known,
            count(*) FILTER (WHERE browser_hash = $2) AS by_browser,
            count(*) FILTER (WHERE place = $3) AS by_place,
            count(*) AS by_all
        FROM gateway.sign_in_link
        WHERE email = $1 AND expires_at > now() + $4::interval - interval '15 minutes'""",
        email,
        browser_hash,
        place,
        lifetime,
    )
    return Asked(**row)


async def link(connection: Connection, token_hash: bytes) -> SignInLink | None:
    row = await connection.fetchrow(
        """SELECT coalesce(email_as_typed, email) AS email, browser_hash,
            expires_at <= now() AS expired, used_at IS NOT NULL AS used
        FROM gateway.sign_in_link WHERE token_hash = $1""",
        token_hash,
    )
    return SignInLink(**row) if row else None


async def address_of(connection: Connection, key: str) -> str | None:
    """Return how somebody with an account wrote their address."""
    address: str | None = await connection.fetchval(
        """SELECT coalesce(email_as_typed, email) FROM platform.billing_person_v1
        WHERE email = $1""",
        key,
    )
    return address


async def use_link(connection: Connection, token_hash: bytes) -> bool:
    """Mark a link used; false where somebody was faster."""
    return bool(
        await connection.fetchval(
            """UPDATE gateway.sign_in_link SET used_at = now()
            WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now() RETURNING true""",
            token_hash,
        )
    )


async def add_session(
    connection: Connection,
    token_hash: bytes,
    person: PersonId,
    browser: str,
    lifetime: timedelta,
) -> None:
    """Begin a session, in the agency that the person joined first, if any; forget ended ones."""
    await connection.execute(
        """DELETE FROM gateway.web_session
        WHERE expires_at < now() OR seen_at < now() - interval '7 days'"""
    )
    await connection.execute(
        """INSERT INTO gateway.web_session (token_hash, person_id, browser, expires_at, agency_id)
        VALUES ($1, $2, $3, now() + $4::interval, (
            SELECT agency_id FROM platform.billing_membership_v1 WHERE person_id = $2
            ORDER BY joined_at LIMIT 1))""",
        token_hash,
        person,
        browser[:400],
        lifetime,
    )


async def meet_browser(
    connection: Connection, person: PersonId, browser_hash: bytes, lifetime: timedelta
) -> bool:
    """Know a browser from now on; true where it is another one than this person had before."""
    await connection.execute(
        "DELETE FROM gateway.known_browser WHERE person_id = $1 AND used_at < now() - $2::interval",
        person,
        lifetime,
    )
    other: bool = await connection.fetchval(
        """SELECT NOT EXISTS (SELECT FROM gateway.known_browser
                WHERE person_id = $1 AND browser_hash = $2)
            AND (EXISTS (SELECT FROM gateway.known_browser WHERE person_id = $1)
                OR EXISTS (SELECT FROM gateway.web_session WHERE person_id = $1))""",
        person,
        browser_hash,
    )
    await connection.execute(
        """INSERT INTO gateway.known_browser (person_id, browser_hash) VALUES ($1, $2)
        ON CONFLICT (person_id, browser_hash) DO UPDATE SET used_at = now()""",
        person,
        browser_hash,
    )
    return other


async def mailbox(connection: Connection, person: PersonId) -> str:
    """Return where somebody with an account is written to."""
    address: str = await connection.fetchval(
        """SELECT coalesce(email_as_typed, email) FROM platform.billing_person_v1
        WHERE id = $1""",
        person,
    )
    return address


async def signed_in(connection: Connection, token_hash: bytes) -> SignedIn | None:
    row = await connection.fetchrow(
        """SELECT p.id, coalesce(p.email_as_typed, p.email) AS email, p.name,
            a.id AS agency_id, a.name AS agency_name, m.role,
            m.productions, s.seen_at < now() - interval '5 minutes' AS stale,
            s.confirmed_at > now() - interval '10 minutes' AS fresh,
            own.zone, own.clock, own.language
        FROM gateway.open_session s
        JOIN platform.billing_person_v1 p ON p.id = s.person_id
        LEFT JOIN gateway.preferences own ON own.person_id = p.id
        LEFT JOIN platform.billing_membership_v1 m
            ON m.agency_id = s.agency_id AND m.person_id = p.id
        LEFT JOIN platform.billing_agency_v1 a ON a.id = m.agency_id
        WHERE s.token_hash = $1""",
        token_hash,
    )
    if row is None:
        return None
    if row["stale"]:
        await _note_seen(connection, token_hash)
    person = Person(PersonId(row["id"]), row["email"], row["name"])
    preferences = Preferences(row["zone"] or "", row["clock"] or "", row["language"] or "")
    if row["agency_id"] is None:
        return SignedIn(person, None, None, fresh=row["fresh"], preferences=preferences)
    return SignedIn(
        person,
        Agency(AgencyId(row["agency_id"]), row["agency_name"]),
        row["role"],
        tuple(row["productions"]),
        row["fresh"],
        preferences,
    )


async def confirm_session(connection: Connection, token_hash: bytes, person: PersonId) -> bool:
    """Note that somebody has shown anew who they are; false where the session is not theirs."""
    return bool(
        await connection.fetchval(
            """UPDATE gateway.web_session SET confirmed_at = now(), seen_at = now()
            WHERE token_hash = $1 AND person_id = $2
                AND EXISTS (SELECT FROM gateway.open_session WHERE token_hash = $1)
            RETURNING true""",
            token_hash,
            person,
        )
    )


async def _note_seen(connection: Connection, token_hash: bytes) -> None:
    """Note when a session was last seen, unless another request does just now."""
    await connection.execute(
        """UPDATE gateway.web_session SET seen_at = now() WHERE token_hash = (
            SELECT token_hash FROM gateway.web_session WHERE token_hash = $1
            FOR UPDATE SKIP LOCKED)""",
        token_hash,
    )


async def work_for(connection: Connection, token_hash: bytes, agency: UUID) -> bool:
    """Choose the agency that a session works for; false where the person is not a member."""
    return bool(
        await connection.fetchval(
            """UPDATE gateway.web_session s SET agency_id = m.agency_id
            FROM platform.billing_membership_v1 m
            WHERE s.token_hash = $1 AND m.agency_id = $2 AND m.person_id = s.person_id
            RETURNING true""",
            token_hash,
            agency,
        )
    )


async def end_session(connection: Connection, token_hash: bytes) -> PersonId | None:
    """Return whose session it was, if it was one."""
    person: PersonId | None = await connection.fetchval(
        "DELETE FROM gateway.web_session WHERE token_hash = $1 RETURNING person_id", token_hash
    )
    return person
