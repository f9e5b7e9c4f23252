"""Keeps the directory: hashes the addresses that changed, of some agencies at a time.

By a trigger and a job, not by events: a trigger sees whoever changes an address, in the transaction
that does, and takes lines away at once; only hashing, for which the database has no key, is later.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from services.gateway.casting.talent.directory import store
from services.gateway.casting.talent.directory.model import Hasher
from services.gateway.platform.jobs import JobHandler, JobRun, Periodic
from shared.ids import AgencyId
from shared.tenancy import AgencyNotFound

FOLLOW = "talent.follow_directory"
AGENCIES, BATCH = 100, 1_000


async def follow(run: JobRun) -> None:
    hasher = Hasher(run.deps.settings.directory_key)
    async with run.deps.database.platform() as tx:
        found = await store.changed(tx, AGENCIES)
    for agency in found:
        with suppress(AgencyNotFound):  # it is being deleted
            while await _follow(run, agency, hasher) == BATCH:
                pass


async def _follow(run: JobRun, agency: AgencyId, hasher: Hasher) -> int:
    async with run.deps.database.tenant(agency) as tx:
        changes = await store.take(tx, BATCH)
        await store.write(tx, changes, hasher)
    return len(changes)


JOBS: Mapping[str, JobHandler] = {FOLLOW: JobHandler(follow)}
PERIODIC: Sequence[Periodic] = (Periodic(FOLLOW, every=timedelta(seconds=30)),)
