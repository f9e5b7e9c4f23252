"""What is done with a list after the request: prepared, taken in batch by batch, and forgotten."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from services.gateway.casting.talent.importing import actions, batches, store
from services.gateway.casting.talent.importing.model import (
    BATCH,
    FORGET,
    TAKE_IN,
    Import,
    ImportNotReady,
    ImportPayload,
)
from services.gateway.platform.jobs import GiveUp, JobHandler, JobRun, PutOff
from services.gateway.platform.tables import reader
from services.gateway.platform.tables.model import Record, TableRefused
from services.gateway.platform.uploads import store as uploads
from services.gateway.platform.uploads.checking.check import TABLES
from services.gateway.platform.uploads.model import Upload, UploadPayload
from services.gateway.platform.uploads.purposes import PURPOSES
from shared.tenancy import Connection

AT_ONCE, AGAIN = 2, timedelta(seconds=5)
"""So many lists are taken in at a time by one process; the others come again."""
_turns = asyncio.Semaphore(AT_ONCE)


async def prepare(run: JobRun) -> None:
    """Say what is in a file that was checked, where it was sent for an import by then."""
    upload_id = run.payload_as(UploadPayload).upload_id
    async with run.finish() as tx:
        upload = await uploads.upload(tx, upload_id)
        if upload and upload.status == "ready" and upload.subject_id:
            await actions.prepare(tx, upload.subject_id, upload)


async def take_in(run: JobRun) -> None:
    """Take a list in, batch by batch, each in a transaction that says how far it is.

    Raises:
        GiveUp: the file cannot be read to its end; what was taken in stays.
        PutOff: others are taken in just now.
    """
    if _turns.locked():
        raise PutOff(AGAIN)
    import_id = run.payload_as(ImportPayload).import_id
    async with run.deps.database.tenant(run.of_agency) as tx:
        listed = await store.find(tx, import_id)
        upload = await uploads.upload(tx, listed.upload_id) if listed else None
    if listed is None or listed.status != "running" or upload is None:
        return
    async with _turns:
        try:
            listed = await _all_batches(run, listed, upload)
        except TableRefused as refused:
            raise GiveUp(str(refused)) from refused
        except ImportNotReady:
            if await _was_stopped(run, import_id):
                return
            raise
    async with run.finish() as tx:
        if await store.move(tx, listed.id, "running", "done"):  # not stopped in this moment
            await actions.end(tx, listed)


async def _was_stopped(run: JobRun, import_id: UUID) -> bool:
    """Whether somebody stopped an import between two batches: what is left of it is done."""
    async with run.deps.database.tenant(run.of_agency) as tx:
        listed = await store.find(tx, import_id)
    return listed is None or listed.status == "stopped"


async def _all_batches(run: JobRun, listed: Import, upload: Upload) -> Import:
    async with _records(run, listed, upload) as records:
        async for batch in _batched(records):
            async with run.deps.database.tenant(run.of_agency) as tx:
                await store.hold(tx, listed.id, listed.line)
                taken = await batches.take_in(tx, run.of_agency, listed, batch)
                listed = await store.go_on(
                    tx, listed.id, batch[-1].line, len(batch), taken.added, taken.remarks
                )
            await run.progress(listed.read, listed.lines)
    return listed


@asynccontextmanager
async def _records(
    run: JobRun, listed: Import, upload: Upload
) -> AsyncIterator[AsyncIterator[Record]]:
    """Fetch a list's file, and read what of it was not taken in yet."""
    kind = TABLES[(upload.found or {})["type"]]
    with TemporaryDirectory(prefix="callboard-import-") as folder:
        path = Path(folder) / "people"
        await run.deps.objects.fetch(upload.object_key or "", path)
        async with reader.reading(path, kind, after=listed.line) as records:
            yield records


async def _batched(records: AsyncIterator[Record]) -> AsyncIterator[list[Record]]:
    batch: list[Record] = []
    async for record in records:
        batch.append(record)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


async def gave_up(tx: Connection, run: JobRun) -> None:
    await store.move(tx, run.payload_as(ImportPayload).import_id, "running", "failed")


async def forget(run: JobRun) -> None:
    """Forget a list with its report, and its file where it was not taken in."""
    async with run.finish() as tx:
        upload_id = await store.forget(tx, run.payload_as(ImportPayload).import_id)
        if upload_id:
            await actions.discard(tx, upload_id)


JOBS: Mapping[str, JobHandler] = {
    PURPOSES["people"].then: JobHandler(prepare),
    TAKE_IN: JobHandler(take_in, gave_up=gave_up),
    FORGET: JobHandler(forget),
}
