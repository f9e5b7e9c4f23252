"""A worker as a process of its own, whose one kind of job takes a while and then has an effect: a
production of its agency, named as the payload says. It may kill itself at a point of its work.

Run with DATABASE_URL, and KILL_AT where it is to end: `begun`, `effect` or `committed`.
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from shared import tenancy
from shared.ids import new_id
from shared.jobs import JobHandler, JobRun, Worker
from shared.runtime import process
from shared.runtime.child_signals import send_signal
from shared.runtime.shutdown import Shutdown

KIND = "test.process"
ROOT = Path(__file__).parents[3]
CHANNEL = "worker_process"
SLOTS = 24


def die_at(point: str) -> None:
    if os.environ.get("KILL_AT") == point:
        os.kill(os.getpid(), signal.SIGKILL)


async def handle(run: JobRun[None]) -> None:
    """The name of the production ends with the seconds from due to begun, where `due` is given."""
    late = time.time() - run.payload.get("due", time.time())
    die_at("begun")
    await asyncio.sleep(run.payload.get("seconds", 0))
    async with run.finish() as tx:
        await tx.execute(
            "INSERT INTO production (id, title, started_by) VALUES ($1, $2, $1)",
            new_id(),
            f"{run.payload['title']} {late:.6f}",
        )
        die_at("effect")
    die_at("committed")


async def work(shutdown: Shutdown) -> None:
    database = await tenancy.connect(os.environ["DATABASE_URL"], "gateway", size=SLOTS + 4)
    worker = Worker(database, None, {KIND: JobHandler(handle)}, slots=SLOTS)
    async with worker.at_work():
        async with database.platform() as tx:
            await tx.execute(f"NOTIFY {CHANNEL}")
        await shutdown.wait()
    await database.close()


@asynccontextmanager
async def working(
    owner_url: str, url: str, **more: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a worker until the block ends, from when it works; `url` signs in as the service."""
    owner = await asyncpg.connect(owner_url)
    works = asyncio.Event()
    await owner.add_listener(CHANNEL, lambda *_: works.set())
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.integration.jobs.worker_process"),
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url} | more,
    )
    try:
        ended = asyncio.create_task(child.wait())
        ready = asyncio.create_task(works.wait())
        await asyncio.wait({ended, ready}, return_when=asyncio.FIRST_COMPLETED, timeout=60)
        ready.cancel()
        yield child
        send_signal(child, signal.SIGTERM)
        await asyncio.wait_for(asyncio.shield(ended), 30)
    finally:
        send_signal(child, signal.SIGKILL)
        await child.wait()
        await owner.close()


if __name__ == "__main__":
    process.run("gateway-work", work)
