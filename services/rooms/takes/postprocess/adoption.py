"""Takes that a post-processor of before put into `platform.postprocess_job`, or that came
with an archive of then: what nobody works on there becomes a job.

As long as old post-processors run, they take up what they put there within some seconds.
"""

import asyncio
from datetime import timedelta

import asyncpg

from services.rooms.takes.postprocess import jobs
from shared import log
from shared.ids import AgencyId, TakeId
from shared.tenancy import Database

LEFT_FOR = timedelta(minutes=1)
LOOK_EVERY_S = 30.0
AT_ONCE = 100

logger = log.get(__name__)


async def run(database: Database) -> None:
    """Look for ever; what goes wrong is logged and tried again."""
    while True:
        try:
            await adopt(database, LEFT_FOR)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            logger.warning("old queue not read", error=str(error))
        await asyncio.sleep(LOOK_EVERY_S)


async def adopt(database: Database, left_for: timedelta) -> int:
    """Take over what waits there for longer, or was claimed by who is gone; return how many."""
    async with database.platform() as tx:
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
