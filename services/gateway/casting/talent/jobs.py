"""What is done with talent later: files become pictures, and who was deleted is removed."""

from collections.abc import Mapping
from datetime import UTC, datetime

from services.gateway.casting.talent.bin import store as bin_store
from services.gateway.casting.talent.bin.model import REMOVE, Removal
from services.gateway.casting.talent.photos import store as photos
from services.gateway.casting.talent.photos.model import TAKE, file_of
from services.gateway.platform import audit, jobs
from services.gateway.platform.bin.model import HELD, KEPT_FOR
from services.gateway.platform.jobs import JobHandler, JobRun, PutOff
from services.gateway.platform.uploads import store as uploads
from services.gateway.platform.uploads.model import CLEAR, UploadPayload
from shared import tombstones
from shared.ids import TalentId
from shared.tenancy import Connection
from shared.tombstones import Tombstone


async def take_photo(run: JobRun) -> None:
    """Make a picture of a file that was looked into, where it was sent for somebody by then."""
    upload_id = run.payload_as(UploadPayload).upload_id
    async with run.finish() as tx:
        upload = await uploads.upload(tx, upload_id)
        if upload and upload.status == "ready" and upload.subject_id:
            await photos.add(tx, TalentId(upload.subject_id), file_of(upload))


class Restored(Exception):
    """Somebody was taken out of the bin by now, and stays."""


async def remove(run: JobRun) -> None:
    """Remove who has been in the bin for 30 days; nothing happens where they were restored.

    The tombstone is there before anything goes, so that no restore of a backup brings them back.
    Where they stay after all it goes before the job does.

    Raises:
        PutOff: they are on legal hold.
    """
    talent_id = run.payload_as(Removal).talent_id
    tombstone = Tombstone(kind="talent", id=talent_id, agency_id=run.of_agency)
    try:
        async with run.deps.database.tenant(run.of_agency) as tx:
            if not await _is_due(tx, talent_id):
                return
        await tombstones.set_up(run.deps.objects, tombstone)
        async with run.finish() as tx:
            if await _is_due(tx, talent_id):
                await _remove(tx, talent_id)
    except Restored:
        await run.deps.objects.delete(tombstone.key)
    except PutOff:
        await run.deps.objects.delete(tombstone.key)
        raise


async def _is_due(tx: Connection, talent_id: TalentId) -> bool:
    """Whether somebody is to be removed; they stay as they are until the transaction ends.

    Raises:
        Restored, PutOff
    """
    if not await bin_store.is_due(tx, talent_id, datetime.now(UTC) - KEPT_FOR):
        if await bin_store.is_there(tx, talent_id):
            raise Restored
        return False
    if await bin_store.hold_of(tx, talent_id):
        raise PutOff(HELD)
    return True


async def _remove(tx: Connection, talent_id: TalentId) -> None:
    for upload in await bin_store.pictures(tx, talent_id):
        await uploads.discard(tx, upload)
        await jobs.enqueue(tx, CLEAR, UploadPayload(upload, "photo"))
    await bin_store.forget(tx, talent_id)
    await audit.note_by_system(tx, "removed", "talent", talent_id)


JOBS: Mapping[str, JobHandler] = {TAKE: JobHandler(take_photo), REMOVE: JobHandler(remove)}
