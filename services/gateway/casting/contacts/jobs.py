"""Removes for good what has been in the bin for long enough: once a day, agency by agency."""

from collections.abc import Mapping, Sequence

from services.gateway.casting.contacts import store
from services.gateway.platform import audit, jobs
from services.gateway.platform.audit import store as audit_store
from services.gateway.platform.jobs import JobHandler, JobRun, Periodic

EMPTY_BINS, EMPTY_BIN = "contacts.empty_bins", "contacts.empty_bin"


async def empty_bins(run: JobRun) -> None:
    """Enqueue a job for each agency."""
    async with run.finish() as tx:
        for agency in await audit_store.agencies(tx):
            await jobs.enqueue(tx, EMPTY_BIN, {}, agency=agency, priority=jobs.Priority.BULK)


async def empty_bin(run: JobRun) -> None:
    async with run.finish() as tx:
        for contact_id in await store.purge(tx):
            await audit.note_by_system(tx, "removed", "contact", contact_id)


JOBS: Mapping[str, JobHandler] = {
    EMPTY_BINS: JobHandler(empty_bins),
    EMPTY_BIN: JobHandler(empty_bin),
}
PERIODIC: Sequence[Periodic] = (Periodic(EMPTY_BINS, at="03:10"),)
