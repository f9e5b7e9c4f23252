"""`upload_part`, and whose turn it is to add to it, in the agency whose transaction it is."""

from datetime import timedelta
from uuid import UUID

from services.gateway.platform.uploads.model import WRITER_S, Part
from shared.tenancy import Connection


async def claim(connection: Connection, upload_id: UUID, writer: UUID) -> bool:
    """Give a request the turn to send bytes; False while another one has it."""
    return bool(
        await connection.fetchval(
            """UPDATE upload SET writer = $2, writer_until = now() + make_interval(secs => $3)
            WHERE id = $1 AND status = 'created'
                AND (writer_until IS NULL OR writer_until < now())
            RETURNING true""",
            upload_id,
            writer,
            WRITER_S,
        )
    )


async def renew(connection: Connection, upload_id: UUID, writer: UUID) -> bool:
    """Keep the turn; False where another request has it, or the upload was taken back."""
    return bool(
        await connection.fetchval(
            """UPDATE upload SET writer_until = now() + make_interval(secs => $3)
            WHERE id = $1 AND writer = $2 AND status = 'created' RETURNING true""",
            upload_id,
            writer,
            WRITER_S,
        )
    )


async def release(connection: Connection, upload_id: UUID, writer: UUID) -> None:
    await connection.execute(
        "UPDATE upload SET writer_until = NULL WHERE id = $1 AND writer = $2", upload_id, writer
    )


async def add(
    connection: Connection, upload_id: UUID, writer: UUID, part: Part, kept_for: timedelta
) -> bool:
    """Write a stored part down: from now on it is acknowledged.

    False where it does not follow what is there, or the turn is another's.
    """
    moved = await connection.fetchval(
        """UPDATE upload SET received = received + $4, expires_at = now() + $5,
            writer_until = now() + make_interval(secs => $6)
        WHERE id = $1 AND writer = $2 AND received = $3 AND status = 'created' RETURNING true""",
        upload_id,
        writer,
        part.start,
        part.size,
        kept_for,
        WRITER_S,
    )
    if moved:
        await connection.execute(
            """INSERT INTO upload_part (upload_id, start, size, object_key, sha256)
            VALUES ($1, $2, $3, $4, $5)""",
            upload_id,
            part.start,
            part.size,
            part.object_key,
            part.sha256,
        )
    return bool(moved)


async def of_upload(connection: Connection, upload_id: UUID) -> list[Part]:
    """Return what an upload is put together from, in its order."""
    rows = await connection.fetch(
        """SELECT start, size, object_key, sha256 FROM upload_part
        WHERE upload_id = $1 ORDER BY start""",
        upload_id,
    )
    return [Part(**row) for row in rows]


async def count(connection: Connection, upload_id: UUID) -> int:
    found: int = await connection.fetchval(
        "SELECT count(*) FROM upload_part WHERE upload_id = $1", upload_id
    )
    return found


async def forget(connection: Connection, upload_id: UUID) -> None:
    await connection.execute("DELETE FROM upload_part WHERE upload_id = $1", upload_id)
