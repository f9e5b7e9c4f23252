"""Deletes what happened in the rooms of a production that was deleted."""

from collections.abc import Mapping

import msgspec

from services.rooms.jobs import QUEUE, JobHandler, JobRun
from services.rooms.takes.model import folder_of
from shared.events.gateway import ProductionDeleted
from shared.ids import ProductionId, TakeId
from shared.jobs import Priority
from shared.tenancy import Connection

KIND = "takes.delete_production"


class Deleted(msgspec.Struct, frozen=True):
    """A production that is deleted."""

    production_id: ProductionId


async def production_deleted(connection: Connection, event: ProductionDeleted) -> None:
    """Have all of it deleted, which no other event has to wait for."""
    deleted = Deleted(event.production_id)
    await QUEUE.enqueue(connection, KIND, deleted, priority=Priority.BULK)


async def delete(run: JobRun) -> None:
    """Delete its takes with all their files, and who came and agreed to what.

    Files go before the rows that name them: what was interrupted is done again, and finds what is
    left.
    """
    production_id = run.payload_as(Deleted).production_id
    async with run.deps.database.tenant(run.of_agency) as tx:
        takes = await _takes(tx, production_id)
    for take in takes:
        folder = folder_of(run.of_agency, take)
        for key in [key async for key in run.deps.objects.keys(folder)]:
            await run.deps.objects.delete(key)
    async with run.finish() as tx:
        await tx.execute("SELECT forget_visits_and_takes($1)", production_id)


async def _takes(connection: Connection, production_id: ProductionId) -> list[TakeId]:
    rows = await connection.fetch("SELECT id FROM take WHERE production_id = $1", production_id)
    return [TakeId(row["id"]) for row in rows]


JOBS: Mapping[str, JobHandler] = {KIND: JobHandler(delete)}
