"""Deletes what happened in the rooms of a production or a session that was deleted, or one take."""

from collections.abc import Mapping, Sequence

import msgspec

from services.rooms.jobs import QUEUE, JobHandler, JobRun
from services.rooms.takes.model import folder_of
from shared.events.gateway import ProductionDeleted, SessionDeleted, TakeDeleted
from shared.ids import ProductionId, SessionId, TakeId
from shared.jobs import Priority
from shared.tenancy import Connection

PRODUCTION, SESSION, TAKE = "takes.delete_production", "takes.delete_session", "takes.delete"


class Deleted(msgspec.Struct, frozen=True):
    """A production that is deleted."""

    production_id: ProductionId


class DeletedSession(msgspec.Struct, frozen=True):
    """A session that is deleted."""

    session_id: SessionId


class DeletedTake(msgspec.Struct, frozen=True):
    """A take that is deleted."""

    take_id: TakeId


async def production_deleted(connection: Connection, event: ProductionDeleted) -> None:
    """Have all of it deleted, which no other event has to wait for."""
    deleted = Deleted(event.production_id)
    await QUEUE.enqueue(connection, PRODUCTION, deleted, priority=Priority.BULK)


async def session_deleted(connection: Connection, event: SessionDeleted) -> None:
    deleted = DeletedSession(event.session_id)
    await QUEUE.enqueue(connection, SESSION, deleted, priority=Priority.BULK)


async def take_deleted(connection: Connection, event: TakeDeleted) -> None:
    await QUEUE.enqueue(connection, TAKE, DeletedTake(event.take_id), priority=Priority.BULK)


async def delete(run: JobRun) -> None:
    """Delete a production's takes with all their files, and who came and agreed to what.

    Files go before the rows that name them: what was interrupted is done again, and finds what is
    left.
    """
    production_id = run.payload_as(Deleted).production_id
    async with run.deps.database.tenant(run.of_agency) as tx:
        rows = await tx.fetch("SELECT id FROM take WHERE production_id = $1", production_id)
    await _delete_files(run, [TakeId(row["id"]) for row in rows])
    async with run.finish() as tx:
        await tx.execute("SELECT forget_visits_and_takes($1)", production_id)


async def delete_session(run: JobRun) -> None:
    """Delete a session's takes with all their files, and who came; who agreed to what stays."""
    session_id = run.payload_as(DeletedSession).session_id
    async with run.deps.database.tenant(run.of_agency) as tx:
        rows = await tx.fetch("SELECT id FROM take WHERE session_id = $1", session_id)
    await _delete_files(run, [TakeId(row["id"]) for row in rows])
    async with run.finish() as tx:
        await tx.execute("SELECT forget_takes_of_session($1)", session_id)


async def delete_take(run: JobRun) -> None:
    """Delete a take with its files."""
    take_id = run.payload_as(DeletedTake).take_id
    await _delete_files(run, [take_id])
    async with run.finish() as tx:
        await tx.execute("SELECT forget_take($1)", take_id)


async def _delete_files(run: JobRun, takes: Sequence[TakeId]) -> None:
    for take in takes:
        folder = folder_of(run.of_agency, take)
        for key in [key async for key in run.deps.objects.keys(folder)]:
            await run.deps.objects.delete(key)


JOBS: Mapping[str, JobHandler] = {
    PRODUCTION: JobHandler(delete),
    SESSION: JobHandler(delete_session),
    TAKE: JobHandler(delete_take),
}
