"""Takes that a post-processor of before put into `platform.postprocess_job`, or that came
with an archive of then: what nobody works on there becomes a job.

As long as old post-processors run, they take up what they put there within some seconds.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from services.rooms.jobs import JobHandler, JobRun
from services.rooms.takes.postprocess import jobs
from shared.ids import AgencyId, TakeId
from shared.jobs import Periodic
from shared.tenancy import Connection

KIND = "takes.adopt"
LEFT_FOR = timedelta(minutes=1)
AT_ONCE = 100


async def adopt(run: JobRun) -> None:
    """Take over what waits there for longer."""
    async with run.finish() as tx:
        await take_over(tx, LEFT_FOR)


async def take_over(tx: Connection, left_for: timedelta) -> int:
    """Enqueue what waits there for longer, or was claimed by who is gone; return how many."""
    rows = await tx.fetch(
        """DELETE FROM platform.postprocess_job WHERE take_id IN (
            SELECT take_id FROM platform.postprocess_job
            WHERE coalesce(claimed_until, wanted_at) < now() - $1::interval
            ORDER BY wanted_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING take_id, agency_id""",
        left_for,
        AT_ONCE,
    )
    for row in rows:
        await jobs.enqueue(tx, AgencyId(row["agency_id"]), TakeId(row["take_id"]))
    return len(rows)


JOBS: Mapping[str, JobHandler] = {KIND: JobHandler(adopt)}
PERIODIC: Sequence[Periodic] = (Periodic(KIND, every=timedelta(seconds=30)),)
