"""Deletes the files of uploads that are given up, then their rows."""

from uuid import UUID

from services.gateway.platform.uploads import store
from services.gateway.platform.uploads.model import folder_of
from shared.ids import AgencyId
from shared.objects import Objects
from shared.tenancy import Connection, Database


async def clear(database: Database, objects: Objects, agency: AgencyId, upload_id: UUID) -> None:
    """Delete what is kept of an upload that was discarded. What was interrupted is done again."""
    async with database.tenant(agency) as tx:
        upload = await store.upload(tx, upload_id)
    if upload is None or upload.status != "discarded":
        return
    await clear_parts(objects, agency, upload_id)
    if upload.object_key:
        await objects.delete(upload.object_key)
    async with database.tenant(agency) as tx:
        await store.forget(tx, upload_id)


async def clear_production(
    connection: Connection, objects: Objects, agency: AgencyId, production_id: UUID
) -> None:
    """Delete the files of all uploads of a production, whose rows go with it."""
    for upload in await store.of_production(connection, production_id):
        await clear_parts(objects, agency, upload.id)
        if upload.object_key:
            await objects.delete(upload.object_key)


async def clear_parts(objects: Objects, agency: AgencyId, upload_id: UUID) -> None:
    """Delete all parts of an upload, with those that nobody wrote down."""
    for key in [key async for key in objects.keys(folder_of(agency, upload_id))]:
        await objects.delete(key)
