"""Makes a logo of a file that was sent, once it was looked into."""

from collections.abc import Mapping

from services.gateway.identity.agency_settings.logo import actions
from services.gateway.identity.agency_settings.logo.model import TAKE
from services.gateway.platform.jobs import JobHandler, JobRun
from services.gateway.platform.uploads import store as uploads
from services.gateway.platform.uploads.model import UploadPayload


async def take_logo(run: JobRun) -> None:
    """Do nothing where the file was not sent for the agency by then."""
    upload_id = run.payload_as(UploadPayload).upload_id
    async with run.finish() as tx:
        upload = await uploads.upload(tx, upload_id)
        if upload and upload.status == "ready" and upload.subject_id:
            await actions.put(tx, upload.id, upload.object_key)


JOBS: Mapping[str, JobHandler] = {TAKE: JobHandler(take_logo)}
