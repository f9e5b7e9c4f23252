"""`upload` and `upload_part` of the agency whose transaction it is."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.gateway.platform.uploads.model import ALLOWED, WRITER_S, Part, Scope, Status, Upload
from shared.tenancy import Connection


async def add(connection: Connection, upload: Upload, scope: Scope) -> None:
    await connection.execute(
        """INSERT INTO upload (id, purpose, who, place, production_id, file_name, metadata, length,
            expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        upload.id,
        upload.purpose,
        scope.who,
        scope.place,
        scope.production_id,
        upload.file_name,
        upload.metadata,
        upload.length,
        upload.expires_at,
    )


async def upload(connection: Connection, upload_id: UUID) -> Upload | None:
    """Return an upload, whoever sends it; None where it is gone."""
    row = await connection.fetchrow(
        """SELECT id, purpose, who, production_id, subject_id, file_name, metadata, length,
            received, status, refusal, found, object_key, expires_at
        FROM upload WHERE id = $1""",
        upload_id,
    )
    return Upload(**row) if row else None


async def of_production(connection: Connection, production_id: UUID) -> list[Upload]:
    rows = await connection.fetch(
        """SELECT id, purpose, who, production_id, subject_id, file_name, metadata, length,
            received, status, refusal, found, object_key, expires_at
        FROM upload WHERE production_id = $1""",
        production_id,
    )
    return [Upload(**row) for row in rows]


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


async def add_part(
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


async def parts(connection: Connection, upload_id: UUID) -> list[Part]:
    """Return what an upload is put together from, in its order."""
    rows = await connection.fetch(
        """SELECT start, size, object_key, sha256 FROM upload_part
        WHERE upload_id = $1 ORDER BY start""",
        upload_id,
    )
    return [Part(**row) for row in rows]


async def part_count(connection: Connection, upload_id: UUID) -> int:
    found: int = await connection.fetchval(
        "SELECT count(*) FROM upload_part WHERE upload_id = $1", upload_id
    )
    return found


async def move(connection: Connection, upload_id: UUID, before: Status, after: Status) -> bool:
    """Let an upload go on to another status; False where it is not in the one before."""
    if after not in ALLOWED[before]:
        raise ValueError(f"an upload that is {before} never becomes {after}")
    return bool(
        await connection.fetchval(
            "UPDATE upload SET status = $3 WHERE id = $1 AND status = $2 RETURNING true",
            upload_id,
            before,
            after,
        )
    )


async def discard(connection: Connection, upload_id: UUID) -> None:
    """Give an upload up, whatever became of it; its files go afterwards."""
    await connection.execute("UPDATE upload SET status = 'discarded' WHERE id = $1", upload_id)


async def forget(connection: Connection, upload_id: UUID) -> None:
    await connection.execute("DELETE FROM upload WHERE id = $1 AND status = 'discarded'", upload_id)


async def ready(
    connection: Connection, upload_id: UUID, object_key: str, sha256: bytes, found: dict[str, Any]
) -> bool:
    """Say that a file was checked, and where it lies."""
    return bool(
        await connection.fetchval(
            """UPDATE upload SET status = 'ready', object_key = $2, sha256 = $3, found = $4
            WHERE id = $1 AND status = 'checking' RETURNING true""",
            upload_id,
            object_key,
            sha256,
            found,
        )
    )


async def refuse(connection: Connection, upload_id: UUID, why: str) -> bool:
    return bool(
        await connection.fetchval(
            """UPDATE upload SET status = 'refused', refusal = $2
            WHERE id = $1 AND status = 'checking' RETURNING true""",
            upload_id,
            why,
        )
    )


async def forget_parts(connection: Connection, upload_id: UUID) -> None:
    await connection.execute("DELETE FROM upload_part WHERE upload_id = $1", upload_id)


async def take(connection: Connection, upload_id: UUID, subject: UUID) -> None:
    """Say what a file belongs to."""
    await connection.execute("UPDATE upload SET subject_id = $2 WHERE id = $1", upload_id, subject)


async def of_subjects(connection: Connection, purpose: str, subjects: list[UUID]) -> list[Upload]:
    """Return the files that were sent for some things, the oldest first."""
    rows = await connection.fetch(
        """SELECT id, purpose, who, production_id, subject_id, file_name, metadata, length,
            received, status, refusal, found, object_key, expires_at
        FROM upload WHERE purpose = $1 AND subject_id = ANY($2::uuid[]) AND status <> 'discarded'
        ORDER BY id""",
        purpose,
        subjects,
    )
    return [Upload(**row) for row in rows]
