"""Puts an upload together, has it checked, and keeps it or says why not.

Nothing of it is served before: parts lie where no page leads. The whole is a file of this machine
only while it is looked into; one part at a time is in memory.
"""

import asyncio
import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from services.gateway.platform import jobs
from services.gateway.platform.jobs import JobRun
from services.gateway.platform.uploads import parts, store
from services.gateway.platform.uploads.checking.check import (
    EXTENSIONS,
    Checked,
    FileRefused,
    check,
)
from services.gateway.platform.uploads.model import (
    CHECKED_FOR,
    CLEAR,
    Part,
    Upload,
    UploadPayload,
    kept_key,
)
from services.gateway.platform.uploads.purposes import PURPOSES
from services.gateway.web.uploads.headers import read_metadata
from shared.ids import AgencyId
from shared.objects import Objects, Span
from shared.tenancy import Connection, Database


class PartDamaged(Exception):
    """A part is not what was stored under its key."""


async def assemble(run: JobRun) -> None:
    """Make a file of an upload that has come whole, and check it.

    Raises:
        PartDamaged, ObjectNotFound: another try may find the part, an operator the reason.
    """
    agency, upload_id = run.of_agency, run.payload_as(UploadPayload).upload_id
    upload, stored = await _begin(run.deps.database, agency, upload_id)
    if upload is None:  # it was taken back meanwhile, or is checked
        async with run.finish() as tx:
            await jobs.enqueue(tx, CLEAR, run.payload_as(UploadPayload))
        return
    with TemporaryDirectory(prefix="callboard-upload-") as folder:
        path = Path(folder) / "whole"
        digest = await put_together(run.deps.objects, stored, path)
        try:
            _compare(upload, digest)
            checked = await check(path, PURPOSES[upload.purpose])
        except FileRefused as refusal:
            await _refuse(run, upload, str(refusal))
        else:
            await _keep(run, upload, checked, path, digest)


async def put_together(objects: Objects, stored: list[Part], path: Path) -> bytes:
    """Write parts into one file, each verified; return the SHA-256 of the whole.

    Raises:
        PartDamaged, ObjectNotFound
    """
    whole = hashlib.sha256()
    for part in stored:
        chunks = objects.read(part.object_key, Span(0, part.size, part.size))
        content = b"".join([chunk async for chunk in chunks])
        if not await asyncio.to_thread(_append, path, whole, content, part):
            raise PartDamaged(part.object_key)
    return whole.digest()


def _append(path: Path, whole: Any, content: bytes, part: Part) -> bool:
    if hashlib.sha256(content).digest() != part.sha256:
        return False
    whole.update(content)
    with path.open("ab") as file:
        file.write(content)
    return True


async def _begin(
    database: Database, agency: AgencyId, upload_id: UUID
) -> tuple[Upload | None, list[Part]]:
    """Say that an upload is being checked; so it is, too, where a try before was interrupted."""
    async with database.tenant(agency) as tx:
        await store.move(tx, upload_id, "received", "checking")
        upload = await store.upload(tx, upload_id)
        if upload is None or upload.status != "checking":
            return None, []
        return upload, await parts.of_upload(tx, upload_id)


def _compare(upload: Upload, digest: bytes) -> None:
    """Compare the whole with what its sender said it hashes to, if they did."""
    said = read_metadata(upload.metadata).get("sha256")
    if said is not None and said.casefold() != digest.hex():
        raise FileRefused("This file did not arrive as it was sent. Please send it again.")


async def _keep(run: JobRun, upload: Upload, checked: Checked, path: Path, digest: bytes) -> None:
    """Put the file where it stays, then say so; the parts go, and who waits for it goes on."""
    purpose = PURPOSES[upload.purpose]
    key = kept_key(run.of_agency, purpose.folder, upload.id, EXTENSIONS[checked.media_type])
    content: Path | bytes = path
    if checked.content is not None:
        content, digest = checked.content, hashlib.sha256(checked.content).digest()
    await run.deps.objects.put(key, content)
    found = checked.found | {"type": checked.media_type}
    async with run.finish() as tx:
        if await store.ready(tx, upload.id, key, digest, found, CHECKED_FOR):
            await jobs.enqueue(tx, purpose.then, UploadPayload(upload.id))
        await jobs.enqueue(tx, CLEAR, UploadPayload(upload.id, upload.purpose))


async def gave_up(tx: Connection, run: JobRun) -> None:
    """Refuse an upload whose parts could not be put together."""
    payload = run.payload_as(UploadPayload)
    why = "This file could not be put together. Please send it again."
    await store.refuse(tx, payload.upload_id, why, CHECKED_FOR)
    await jobs.enqueue(tx, CLEAR, payload)


async def _refuse(run: JobRun, upload: Upload, why: str) -> None:
    async with run.finish() as tx:
        await store.refuse(tx, upload.id, why, CHECKED_FOR)
        await jobs.enqueue(tx, CLEAR, UploadPayload(upload.id))
