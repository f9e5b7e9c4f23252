"""Compares records with all others, some at a time."""

from collections.abc import Mapping

from services.gateway.casting.talent.duplicates import store
from services.gateway.casting.talent.duplicates.model import BATCH, COMPARE
from services.gateway.platform.jobs import JobHandler, JobRun


async def compare(run: JobRun) -> None:
    compared, done = BATCH, 0
    while compared == BATCH:
        async with run.deps.database.tenant(run.of_agency) as tx:
            compared = await store.compare(tx, BATCH)
        done += compared
        await run.progress(done)


JOBS: Mapping[str, JobHandler] = {COMPARE: JobHandler(compare)}
