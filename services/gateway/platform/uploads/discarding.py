"""Deletes what is left of uploads: parts that were put together, files that are given up."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from services.gateway.platform import jobs
from services.gateway.platform.jobs import JobRun
from services.gateway.platform.uploads import parts, store
from services.gateway.platform.uploads.checking.check import EXTENSIONS
from services.gateway.platform.uploads.model import (
    CLEAR,
    EXPIRE,
    UploadPayload,
    folder_of,
    kept_key,
)
from services.gateway.platform.uploads.purposes import PURPOSES
from shared.ids import AgencyId
from shared.objects import Objects
from shared.tenancy import Connection

AGAIN = timedelta(hours=1)
"""When to look again at what is past its time, and has to stay."""
_NEEDS_PARTS = frozenset({"created", "received", "checking"})


async def clear(run: JobRun) -> None:
    """Delete the parts of an upload that needs them no more; all of it where it is given up.

    Files go before the rows that name them, so what was interrupted is found again.
    """
    agency, payload = run.of_agency, run.payload_as(UploadPayload)
    upload_id = payload.upload_id
    async with run.deps.database.tenant(agency) as tx:
        upload = await store.upload(tx, upload_id)
    if upload is None and payload.purpose:  # it was given up while it was checked
        files = Files(payload.upload_id, payload.purpose)
        await delete_files(run.deps.objects, agency, files)
    if upload is None or upload.status in _NEEDS_PARTS:
        return
    await _delete_parts(run.deps.objects, agency, upload_id)
    if upload.status == "discarded":
        await _delete_kept(run.deps.objects, agency, Files(upload.id, upload.purpose))
    async with run.finish() as tx:
        await parts.forget(tx, upload_id)
        await store.forget(tx, upload_id)


async def expire(run: JobRun) -> None:
    """Give an upload up that was left alone; look again later where it was not."""
    payload = run.payload_as(UploadPayload)
    async with run.finish() as tx:
        if await store.expired(tx, payload.upload_id):
            await store.discard(tx, payload.upload_id)
            await jobs.enqueue(tx, CLEAR, payload)
            return
        upload = await store.upload(tx, payload.upload_id)
        if upload and (upload.subject_id is None or upload.status == "refused"):
            later = max(upload.expires_at, datetime.now(UTC) + AGAIN)
            await jobs.enqueue(tx, EXPIRE, payload, run_at=later)


class Files(msgspec.Struct, frozen=True):
    """What lies in the object store of one upload, as long as its row has to say where."""

    upload_id: UUID
    purpose: str


async def of_production(connection: Connection, production_id: UUID) -> list[Files]:
    """Return the files of all uploads of a production, whose rows go with it."""
    found = await store.of_production(connection, production_id)
    return [Files(upload.id, upload.purpose) for upload in found]


async def delete_files(objects: Objects, agency: AgencyId, files: Files) -> None:
    """Delete the files of an upload whose row is gone."""
    await _delete_parts(objects, agency, files.upload_id)
    await _delete_kept(objects, agency, files)


async def _delete_parts(objects: Objects, agency: AgencyId, upload_id: UUID) -> None:
    """Delete all parts of an upload, with those that nobody wrote down."""
    for key in [key async for key in objects.keys(folder_of(agency, upload_id))]:
        await objects.delete(key)


async def _delete_kept(objects: Objects, agency: AgencyId, files: Files) -> None:
    """Delete the whole file, written down or not: who checked it may have been interrupted."""
    folder = PURPOSES[files.purpose].folder
    for extension in EXTENSIONS.values():
        await objects.delete(kept_key(agency, folder, files.upload_id, extension))
