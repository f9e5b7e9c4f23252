"""`gateway.api_repeat`."""

from services.gateway.web.idempotency.model import IdempotentRequest, StoredResponse
from shared.tenancy import Connection


async def begin(connection: Connection, call: IdempotentRequest) -> bool:
    """Write a call down before it is carried out; false where it was before. Forget old ones."""
    await connection.execute(
        "DELETE FROM gateway.api_repeat WHERE begun_at < now() - interval '24 hours'"
    )
    return bool(
        await connection.fetchval(
            """INSERT INTO gateway.api_repeat (caller, key, request_hash) VALUES ($1, $2, $3)
            ON CONFLICT (caller, key) DO NOTHING RETURNING true""",
            call.caller,
            call.key,
            call.hash,
        )
    )


async def given(connection: Connection, call: IdempotentRequest) -> StoredResponse | None:
    row = await connection.fetchrow(
        """SELECT request_hash, status, kind, body FROM gateway.api_repeat
        WHERE caller = $1 AND key = $2""",
        call.caller,
        call.key,
    )
    return StoredResponse(**row) if row else None


async def answer(
    connection: Connection, call: IdempotentRequest, status: int, kind: str, body: bytes
) -> None:
    await connection.execute(
        """UPDATE gateway.api_repeat SET status = $3, kind = $4, body = $5
        WHERE caller = $1 AND key = $2""",
        call.caller,
        call.key,
        status,
        kind,
        body,
    )


async def forget(connection: Connection, call: IdempotentRequest) -> None:
    await connection.execute(
        "DELETE FROM gateway.api_repeat WHERE caller = $1 AND key = $2", call.caller, call.key
    )
