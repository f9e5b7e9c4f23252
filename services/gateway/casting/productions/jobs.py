"""What is done with the files of roles after the request, and of productions that are gone."""

from collections.abc import Mapping

from services.gateway.casting.productions import removal, store
from services.gateway.casting.productions.model import file_of
from services.gateway.platform.jobs import JobHandler, JobRun
from services.gateway.platform.uploads import store as uploads
from services.gateway.platform.uploads.model import UploadPayload
from services.gateway.platform.uploads.purposes import PURPOSES
from shared.ids import RoleId


async def take_sides(run: JobRun) -> None:
    """Make sides of a file that was checked, where it was sent for a role by then."""
    upload_id = run.payload_as(UploadPayload).upload_id
    async with run.finish() as tx:
        upload = await uploads.upload(tx, upload_id)
        if upload and upload.status == "ready" and upload.subject_id:
            await store.add_sides(tx, RoleId(upload.subject_id), file_of(upload))


JOBS: Mapping[str, JobHandler] = {
    PURPOSES["sides"].then: JobHandler(take_sides),
    removal.DELETE_FILES: JobHandler(removal.delete_files),
}
