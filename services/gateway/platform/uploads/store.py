"""`upload` and `upload_part` of the agency whose transaction it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.gateway.platform.uploads.model import ALLOWED, KeptFile, Scope, Status, Upload
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


async def hold(connection: Connection, upload_id: UUID) -> None:
    """Keep others from changing an upload until the transaction ends."""
    await connection.execute("SELECT true FROM upload WHERE id = $1 FOR UPDATE", upload_id)


async def of_production(connection: Connection, production_id: UUID) -> list[Upload]:
    rows = await connection.fetch(
        """SELECT id, purpose, who, production_id, subject_id, file_name, metadata, length,
            received, status, refusal, found, object_key, expires_at
        FROM upload WHERE production_id = $1""",
        production_id,
    )
    return [Upload(**row) for row in rows]


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


async def take_back(connection: Connection, upload_id: UUID) -> bool:
    """Give an upload up that belongs to nothing yet; False where it does by now."""
    return bool(
        await connection.fetchval(
            """UPDATE upload SET status = 'discarded' WHERE id = $1 AND subject_id IS NULL
            RETURNING true""",
            upload_id,
        )
    )


async def discard(connection: Connection, upload_id: UUID) -> None:
    """Give an upload up, whatever became of it; its files go afterwards."""
    await connection.execute("UPDATE upload SET status = 'discarded' WHERE id = $1", upload_id)


async def expired(connection: Connection, upload_id: UUID) -> bool:
    """Whether an upload was left alone for too long: on its way, before it was taken, or by a job
    that did not come to its end."""
    return bool(
        await connection.fetchval(
            """SELECT true FROM upload WHERE id = $1 AND expires_at <= now()
                AND (subject_id IS NULL OR status IN ('created', 'refused'))
            FOR UPDATE""",
            upload_id,
        )
    )


async def discard_refused(connection: Connection, subject: UUID) -> list[UUID]:
    """Give up what was refused of the files that were sent for something; return which."""
    rows = await connection.fetch(
        """UPDATE upload SET status = 'discarded' WHERE subject_id = $1 AND status = 'refused'
        RETURNING id""",
        subject,
    )
    return [row["id"] for row in rows]


async def add_kept(
    connection: Connection, scope: Scope, files: Sequence[KeptFile], now: datetime
) -> None:
    """Write down files that are taken at once."""
    await connection.executemany(
        """INSERT INTO upload (id, purpose, who, place, production_id, subject_id, file_name,
            metadata, length, received, status, found, object_key, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $8, 'ready', $9, $10, $11)""",
        [
            (each.id, scope.purpose, scope.who, scope.place, scope.production_id, each.subject_id,
             each.name, each.bytes, each.found, each.object_key, now)
            for each in files
        ],
    )  # fmt: skip


async def forget(connection: Connection, upload_id: UUID) -> None:
    await connection.execute("DELETE FROM upload WHERE id = $1 AND status = 'discarded'", upload_id)


async def ready(
    connection: Connection,
    upload_id: UUID,
    object_key: str,
    sha256: bytes,
    found: dict[str, Any],
    kept_for: timedelta,
) -> bool:
    """Say that a file was checked, and where it lies; False where it was taken back meanwhile."""
    return bool(
        await connection.fetchval(
            """UPDATE upload SET status = 'ready', object_key = $2, sha256 = $3, found = $4,
                expires_at = now() + $5
            WHERE id = $1 AND status = 'checking' RETURNING true""",
            upload_id,
            object_key,
            sha256,
            found,
            kept_for,
        )
    )


async def refuse(connection: Connection, upload_id: UUID, why: str, kept_for: timedelta) -> bool:
    return bool(
        await connection.fetchval(
            """UPDATE upload SET status = 'refused', refusal = $2, expires_at = now() + $3
            WHERE id = $1 AND status = 'checking' RETURNING true""",
            upload_id,
            why,
            kept_for,
        )
    )


async def take(connection: Connection, upload_id: UUID, subject: UUID) -> None:
    """Say what a file belongs to."""
    await connection.execute("UPDATE upload SET subject_id = $2 WHERE id = $1", upload_id, subject)


async def of_subjects(
    connection: Connection, purpose: str, subjects: Sequence[UUID]
) -> list[Upload]:
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
