"""Forgets how merges are taken back, once that cannot be done any more."""

from collections.abc import Mapping

from services.gateway.casting.talent.merging import store
from services.gateway.casting.talent.merging.model import FORGET, MergePayload
from services.gateway.platform.jobs import JobHandler, JobRun


async def forget(run: JobRun) -> None:
    async with run.finish() as tx:
        await store.forget(tx, run.payload_as(MergePayload).merge_id)


JOBS: Mapping[str, JobHandler] = {FORGET: JobHandler(forget)}
