"""Which process has a room, to be able to kill it."""

import os
import signal

import redis.asyncio as redis

from tests.installation import Installation


async def kill_worker_of_stage(installation: Installation) -> int:
    """Kill the worker that has the one open stage, as a crash would; return its process id."""
    async with redis.Redis.from_url(installation.plan.config.redis_url) as client:
        (stage,) = await client.keys("room:*/stage")
        lease = await client.get(stage)
    assert isinstance(lease, bytes)
    pid = int(lease.decode().partition("-")[0])
    os.kill(pid, signal.SIGKILL)
    return pid
