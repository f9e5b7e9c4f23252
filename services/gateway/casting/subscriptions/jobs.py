"""Deletes what has ended, and then its files, which may take long."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.payers import mail_payers
from services.gateway.casting.subscriptions import mails, store
from services.gateway.platform import audit, jobs
from services.gateway.platform.jobs import JobHandler, JobRun
from services.gateway.platform.uploads import discarding
from shared import tombstones
from shared.bus import outbox
from shared.events.gateway import ProductionDeleted
from shared.ids import AgencyId, ProductionId
from shared.tenancy import Connection
from shared.tombstones import Tombstone

T = TypeVar("T")
DELETE, DELETE_FILES = "subscriptions.delete", "subscriptions.delete_files"
AT_ONCE = 100
"""So many files one job deletes."""


class Ended(msgspec.Struct, frozen=True):
    """A production to be deleted."""

    production_id: ProductionId


class Files(msgspec.Struct, frozen=True):
    """Files that no row names any more: some by their keys, and those of some uploads."""

    keys: Sequence[str]
    uploads: Sequence[discarding.Files]


class SubscribedAgain(Exception):
    """A production is paid for by now, and stays."""


async def delete(run: JobRun) -> None:
    """Delete a production; mail those who pay, and publish it for rooms.

    Nothing happens where it is gone. The tombstone is there before anything goes, so that no
    restore brings back what was deleted. Where the production was subscribed for again it goes
    before the job does, so that no restore deletes what is paid for, wherever a worker dies.
    """
    agency, production_id = run.of_agency, run.payload_as(Ended).production_id
    tombstone = Tombstone(kind="production", id=production_id, agency_id=agency)
    try:
        async with run.deps.database.tenant(agency) as tx:
            await _see_that_it_ended(tx, production_id)
        await tombstones.set_up(run.deps.objects, tombstone)
        async with run.finish() as tx:
            await _see_that_it_ended(tx, production_id)
            await _delete_rows(tx, agency, production_id)
    except SubscribedAgain:
        await run.deps.objects.delete(tombstone.key)


async def _see_that_it_ended(tx: Connection, production_id: ProductionId) -> None:
    """Raises SubscribedAgain."""
    if not await store.has_ended(tx, production_id):
        raise SubscribedAgain


async def _delete_rows(tx: Connection, agency: AgencyId, production_id: ProductionId) -> None:
    title = await store.name_of(tx, production_id)
    if title is None:
        return
    for files in await _files(tx, production_id):
        await jobs.enqueue(tx, DELETE_FILES, files, priority=jobs.Priority.BULK)
    await mail_payers(tx, agency, "deletion", mails.deleted(title))
    await productions.forget(tx, production_id)
    await audit.note_by_system(tx, "deleted", "production", production_id)
    fact = ProductionDeleted(agency_id=agency, production_id=production_id)
    await outbox.publish(tx, "gateway", fact)


async def _files(tx: Connection, production_id: ProductionId) -> list[Files]:
    keys = await productions.keys_of_sides(tx, production_id)
    uploads = await discarding.of_production(tx, production_id)
    return [
        *(Files(part, []) for part in _parts(keys)),
        *(Files([], part) for part in _parts(uploads)),
    ]


def _parts(things: Sequence[T]) -> Iterator[Sequence[T]]:
    for begin in range(0, len(things), AT_ONCE):
        yield things[begin : begin + AT_ONCE]


async def delete_files(run: JobRun) -> None:
    """Delete files. What was interrupted is done again, and finds what is left."""
    files = run.payload_as(Files)
    for key in files.keys:
        await run.deps.objects.delete(key)
    for upload in files.uploads:
        await discarding.delete_files(run.deps.objects, run.of_agency, upload)


JOBS: Mapping[str, JobHandler] = {
    DELETE: JobHandler(delete),
    DELETE_FILES: JobHandler(delete_files),
}
