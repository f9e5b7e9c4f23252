"""Removes a production for good: all that was cast in it, the fact that says so, then its files."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from services.gateway.casting.productions import store
from services.gateway.platform import jobs
from services.gateway.platform.jobs import JobRun, NewJob, Priority
from services.gateway.platform.uploads import discarding
from shared.bus import outbox
from shared.events.gateway import ProductionDeleted
from shared.ids import AgencyId, ProductionId
from shared.tenancy import Connection

T = TypeVar("T")
DELETE_FILES = "productions.delete_files"
AT_ONCE = 100
"""So many files one job deletes."""


class Files(msgspec.Struct, frozen=True):
    """Files that no row names any more: some by their keys, and those of some uploads."""

    keys: Sequence[str]
    uploads: Sequence[discarding.Files]


async def remove(connection: Connection, agency: AgencyId, production_id: ProductionId) -> None:
    """Remove a production that is there, from every table that is ours; rooms hears of it."""
    parts = await _files(connection, production_id)
    deleting = [NewJob(payload=files, priority=Priority.BULK) for files in parts]
    await jobs.enqueue_each(connection, DELETE_FILES, deleting)
    await store.forget(connection, production_id)
    fact = ProductionDeleted(agency_id=agency, production_id=production_id)
    await outbox.publish(connection, "gateway", fact)


async def _files(connection: Connection, production_id: ProductionId) -> list[Files]:
    keys = await store.keys_of_sides(connection, production_id)
    uploads = await discarding.of_production(connection, production_id)
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
