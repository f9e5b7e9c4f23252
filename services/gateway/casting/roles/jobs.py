"""Copies the sides of a role that was duplicated, file by file."""

from collections.abc import Mapping

from services.gateway.casting.roles import store
from services.gateway.casting.roles.model import SidesCopy
from services.gateway.platform import jobs
from services.gateway.platform.jobs import JobHandler, JobRun
from services.gateway.platform.uploads import store as uploads
from services.gateway.platform.uploads.model import CLEAR, UploadPayload
from shared.objects import Span
from shared.tenancy import Connection

COPY_SIDES = "roles.copy_sides"


async def copy_sides(run: JobRun) -> None:
    """Copy a file, and make sides of the copy. Where either role is gone the copy is given up."""
    copy = run.payload_as(SidesCopy)
    async with run.deps.database.tenant(run.of_agency) as tx:
        file = await store.file(tx, copy)
    if file:
        read = run.deps.objects.read(file.object_key, Span(0, file.bytes, file.bytes))
        await run.deps.objects.put(copy.object_key, b"".join([chunk async for chunk in read]))
    async with run.finish() as tx:
        if not file or not await store.add_copy(tx, copy):
            await give_up(tx, run)


async def give_up(tx: Connection, run: JobRun) -> None:
    """Count a copy no more that is not to be, and delete what there is of it."""
    copy = run.payload_as(SidesCopy)
    await uploads.discard(tx, copy.new_id)
    await jobs.enqueue(tx, CLEAR, UploadPayload(copy.new_id, "sides"))


JOBS: Mapping[str, JobHandler] = {COPY_SIDES: JobHandler(copy_sides, gave_up=give_up)}
