"""A worker as a process of its own that takes lists in; it has DATABASE_URL, OBJECT_STORE_URL."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from services.gateway.casting.talent.importing.jobs import JOBS
from services.gateway.platform.jobs import JobDeps
from shared import tenancy
from shared.jobs import Worker
from shared.objects import Objects
from shared.runtime import process
from shared.runtime.shutdown import Shutdown
from tests.integration.gateway.route_permissions import NOWHERE
from tests.integration.jobs.worker_process import ROOT


async def work(shutdown: Shutdown) -> None:
    database = await tenancy.connect(os.environ["DATABASE_URL"], "gateway", size=8)
    redis: Any = None  # nothing here asks it
    deps = JobDeps(NOWHERE, database, redis, Objects(os.environ["OBJECT_STORE_URL"]))
    async with Worker(database, deps, JOBS, slots=2).at_work():
        await shutdown.wait()
    await database.close()


@asynccontextmanager
async def importing(url: str, objects: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a worker until the block ends."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.integration.gateway.import_worker"),
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "OBJECT_STORE_URL": objects},
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()


if __name__ == "__main__":
    process.run("gateway-work", work)
