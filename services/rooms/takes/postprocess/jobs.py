"""Post-processing as jobs, in `rooms.job`: one for each recorded take."""

import shutil
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import msgspec

from services.rooms import metrics
from services.rooms.jobs import QUEUE, JobHandler, JobRun
from services.rooms.takes.postprocess import store
from services.rooms.takes.postprocess.processing import process_take
from services.rooms.takes.storage import store as storage
from shared.disk_space import is_full
from shared.events.rooms import TakeRecorded
from shared.ids import AgencyId, TakeId
from shared.jobs import PutOff
from shared.tenancy import Connection

KIND = "takes.postprocess"
DELAYS = (timedelta(seconds=5), timedelta(seconds=30))
LEAST_FREE = 256 << 20
"""Bytes that have to be free for a take to be put together."""
WITHOUT_ROOM = timedelta(seconds=5)
"""How long a take waits where they are not."""


class Recorded(msgspec.Struct, frozen=True):
    """A take whose files are in the object store."""

    take_id: TakeId


async def take_recorded(tx: Connection, event: TakeRecorded) -> None:
    """Have a recorded take post-processed; in the platform's transaction."""
    await enqueue(tx, event.agency_id, event.take_id)


async def enqueue(tx: Connection, agency: AgencyId, take: TakeId) -> None:
    await QUEUE.enqueue(tx, KIND, Recorded(take), key=str(take), agency=agency)


async def postprocess(run: JobRun) -> None:
    """Make and store a take's composite and thumbnail.

    Raises:
        PutOff: there is no room on the disk just now.
        PostProcessingFailed: the files cannot be put together.
    """
    deps, began = run.deps, time.monotonic()
    if _lacks_room(deps.workspaces):
        raise PutOff(WITHOUT_ROOM)
    async with deps.database.tenant(run.of_agency) as tx:
        take = await store.begin(tx, run.of_agency, run.payload_as(Recorded).take_id)
    if take is None:
        return
    try:
        composed = await process_take(deps.database, deps.objects, take, deps.workspaces)
    except Exception as error:
        if is_full(error) or _lacks_room(deps.workspaces):
            raise PutOff(WITHOUT_ROOM) from error
        raise
    async with run.finish() as tx:
        await store.finished(tx, take, composed)
    metrics.POST_PROCESSED.observe(time.monotonic() - began)


async def gave_up(tx: Connection, run: JobRun) -> None:
    take = run.payload_as(Recorded).take_id
    await storage.failed(tx, take, "The composite could not be made.")


def _lacks_room(workspaces: Path) -> bool:
    """Whether the disk is so full that a take waits, and is not given up."""
    workspaces.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(workspaces).free < LEAST_FREE


JOBS: Mapping[str, JobHandler] = {KIND: JobHandler(postprocess, DELAYS, gave_up)}
