"""Removes for good what has been in the bin for long enough: once a day, agency by agency."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from services.gateway.platform import audit, jobs
from services.gateway.platform.audit import store as audit_store
from services.gateway.platform.bin import store
from services.gateway.platform.bin.model import KEPT_FOR, Kinds
from services.gateway.platform.jobs import JobHandler, JobRun, NewJob, Periodic

EMPTY_ALL, EMPTY, REMOVE, DELETE_FILES = (
    "bin.empty_all",
    "bin.empty",
    "bin.remove",
    "bin.delete_files",
)


class Thing(msgspec.Struct, frozen=True):
    """What a job removes."""

    kind: str
    id: UUID


class Files(msgspec.Struct, frozen=True):
    """Files that no row names any more, by their keys."""

    keys: Sequence[str]


async def empty_all(run: JobRun) -> None:
    """Enqueue a job for each agency."""
    async with run.finish() as tx:
        for agency in await audit_store.agencies(tx):
            await jobs.enqueue(tx, EMPTY, {}, agency=agency, priority=jobs.Priority.BULK)


class Emptying:
    """The jobs of the bin, for the kinds that slices declare."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds

    async def empty(self, run: JobRun) -> None:
        """Enqueue a job for each thing whose time is over."""
        removed = [each.kind for each in self.kinds.values() if each.remove]
        async with run.finish() as tx, store.opened(tx):
            due = await store.due(tx, removed, _before())
            await jobs.enqueue_each(tx, REMOVE, [_removal(*each) for each in due])

    async def remove(self, run: JobRun) -> None:
        """Remove one thing; nothing happens where it was restored, is held or is still needed."""
        thing = run.payload_as(Thing)
        binned = self.kinds[thing.kind]
        async with run.finish() as tx, store.opened(tx):
            await store.keep_as_it_is(tx, thing.kind, thing.id)
            if not binned.remove or not await store.is_due(tx, thing.kind, thing.id, _before()):
                return
            keys = await binned.remove(tx, run.of_agency, thing.id)
            if keys is None:
                return
            if keys:
                await jobs.enqueue(tx, DELETE_FILES, Files(keys), priority=jobs.Priority.BULK)
            await audit.note_by_system(tx, "removed", binned.thing, thing.id)


def _removal(kind: str, thing_id: UUID) -> NewJob:
    return NewJob(payload=Thing(kind, thing_id), key=f"{kind}:{thing_id}")


async def delete_files(run: JobRun) -> None:
    """Delete files. What was interrupted is done again, and finds what is left."""
    for key in run.payload_as(Files).keys:
        await run.deps.objects.delete(key)


def _before() -> datetime:
    return datetime.now(UTC) - KEPT_FOR


def handlers(kinds: Kinds) -> Mapping[str, JobHandler]:
    """Return the handlers of the bin's jobs."""
    emptying = Emptying(kinds)
    return {
        EMPTY_ALL: JobHandler(empty_all),
        EMPTY: JobHandler(emptying.empty),
        REMOVE: JobHandler(emptying.remove),
        DELETE_FILES: JobHandler(delete_files),
    }


PERIODIC: Sequence[Periodic] = (Periodic(EMPTY_ALL, at="03:10"),)
