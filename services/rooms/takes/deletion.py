"""Deletes what happened in the rooms of a production that was deleted."""

from services.rooms.takes.model import folder_of
from shared.events.gateway import ProductionDeleted
from shared.ids import ProductionId, TakeId
from shared.objects import Objects
from shared.tenancy import Connection


async def production_deleted(
    objects: Objects, connection: Connection, event: ProductionDeleted
) -> None:
    """Delete its takes with all their files, and who came and agreed to what.

    Files go before the rows that name them: an event whose handling was broken off is delivered
    again, and finds what is left."""
    for take in await _takes(connection, event.production_id):
        for key in [key async for key in objects.keys(folder_of(event.agency_id, take))]:
            await objects.delete(key)
    await connection.execute("SELECT forget_visits_and_takes($1)", event.production_id)


async def _takes(connection: Connection, production_id: ProductionId) -> list[TakeId]:
    rows = await connection.fetch("SELECT id FROM take WHERE production_id = $1", production_id)
    return [TakeId(row["id"]) for row in rows]
