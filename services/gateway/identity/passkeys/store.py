"""Sessions and passkeys of one person: each lookup names whose they are."""

from datetime import timedelta
from uuid import UUID

from services.gateway.identity.passkeys.model import OwnSession, Passkey
from shared.ids import PersonId
from shared.tenancy import Connection


async def sessions(connection: Connection, person: PersonId, here: bytes) -> list[OwnSession]:
    rows = await connection.fetch(
        """SELECT id, browser, began_at, seen_at, expires_at, token_hash = $2 AS here
        FROM gateway.open_session WHERE person_id = $1
        ORDER BY seen_at DESC, id LIMIT 100""",
        person,
        here,
    )
    return [OwnSession(**row) for row in rows]


async def end_session(connection: Connection, person: PersonId, session: UUID) -> bool:
    return bool(
        await connection.fetchval(
            "DELETE FROM gateway.web_session WHERE person_id = $1 AND id = $2 RETURNING true",
            person,
            session,
        )
    )


async def end_others(connection: Connection, person: PersonId, here: bytes) -> None:
    await connection.execute(
        "DELETE FROM gateway.web_session WHERE person_id = $1 AND token_hash <> $2", person, here
    )


async def put_challenge(
    connection: Connection, browser_hash: bytes, challenge: bytes, lifetime: timedelta
) -> None:
    """Keep what a browser is to sign, instead of what it was asked before."""
    await connection.execute("DELETE FROM gateway.passkey_challenge WHERE expires_at < now()")
    await connection.execute(
        """INSERT INTO gateway.passkey_challenge (browser_hash, challenge, expires_at)
        VALUES ($1, $2, now() + $3::interval)
        ON CONFLICT (browser_hash) DO UPDATE
        SET challenge = $2, expires_at = now() + $3::interval""",
        browser_hash,
        challenge,
        lifetime,
    )


async def take_challenge(connection: Connection, browser_hash: bytes) -> bytes | None:
    """Return what a browser was asked to sign, once."""
    challenge: bytes | None = await connection.fetchval(
        """DELETE FROM gateway.passkey_challenge
        WHERE browser_hash = $1 AND expires_at > now() RETURNING challenge""",
        browser_hash,
    )
    return challenge


async def add_passkey(connection: Connection, passkey: Passkey) -> bool:
    """Add a passkey; false where its credential is known."""
    return bool(
        await connection.fetchval(
            """INSERT INTO gateway.passkey
                (id, person_id, credential_id, public_key, sign_count, name, added_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (credential_id) DO NOTHING RETURNING true""",
            passkey.id,
            passkey.person_id,
            passkey.credential_id,
            passkey.public_key,
            passkey.sign_count,
            passkey.name,
            passkey.added_at,
        )
    )


async def passkeys(connection: Connection, person: PersonId) -> list[Passkey]:
    rows = await connection.fetch(
        """SELECT id, person_id, credential_id, public_key, sign_count, name, added_at, used_at
        FROM gateway.passkey WHERE person_id = $1 ORDER BY added_at, id""",
        person,
    )
    return [Passkey(**row) for row in rows]


async def passkey(connection: Connection, credential_id: bytes) -> Passkey | None:
    """Look a passkey up by its credential, and hold it: its count only grows."""
    row = await connection.fetchrow(
        """SELECT id, person_id, credential_id, public_key, sign_count, name, added_at, used_at
        FROM gateway.passkey WHERE credential_id = $1 FOR UPDATE""",
        credential_id,
    )
    return Passkey(**row) if row else None


async def note_use(connection: Connection, passkey: UUID, sign_count: int) -> None:
    await connection.execute(
        "UPDATE gateway.passkey SET used_at = now(), sign_count = $2 WHERE id = $1",
        passkey,
        sign_count,
    )


async def remove_passkey(connection: Connection, person: PersonId, passkey: UUID) -> bool:
    return bool(
        await connection.fetchval(
            "DELETE FROM gateway.passkey WHERE person_id = $1 AND id = $2 RETURNING true",
            person,
            passkey,
        )
    )
