"""Copies the sides of a role that was duplicated, file by file."""

from collections.abc import Mapping
from datetime import UTC, datetime

from services.gateway.casting.roles import store
from services.gateway.casting.roles.model import SidesCopy
from services.gateway.platform.jobs import JobHandler, JobRun
from services.gateway.platform.uploads import store as uploads
from services.gateway.platform.uploads.model import Scope, Upload
from shared.objects import Span
from shared.tenancy import Connection

COPY_SIDES = "roles.copy_sides"


async def copy_sides(run: JobRun) -> None:
    """Copy a file, and make sides of the copy. Nothing happens where either role is gone; a file
    that was copied by then is deleted again."""
    copy = run.payload_as(SidesCopy)
    key = f"{run.of_agency.hex}/sides/{copy.new_id.hex}.pdf"
    async with run.deps.database.tenant(run.of_agency) as tx:
        file = await store.file(tx, copy)
    if file:
        read = run.deps.objects.read(file.object_key, Span(0, file.bytes, file.bytes))
        await run.deps.objects.put(key, b"".join([chunk async for chunk in read]))
    async with run.finish() as tx:
        if file and await store.add_copy(tx, copy, key):
            await _count(tx, run, copy, key)
            return
    await run.deps.objects.delete(key)


async def _count(tx: Connection, run: JobRun, copy: SidesCopy, key: str) -> None:
    """Write the copy down among the files of its production, so that it counts as every other."""
    kept = Upload(
        id=copy.new_id,
        purpose="sides",
        who=copy.who,
        production_id=copy.production_id,
        subject_id=copy.role_id,
        file_name=copy.file_name,
        metadata="",
        length=copy.bytes,
        received=copy.bytes,
        status="ready",
        refusal=None,
        found={},
        object_key=key,
        expires_at=datetime.now(UTC),
    )
    scope = Scope("sides", run.of_agency, copy.who, copy.place, copy.production_id)
    await uploads.add_kept(tx, kept, scope)


JOBS: Mapping[str, JobHandler] = {COPY_SIDES: JobHandler(copy_sides)}
